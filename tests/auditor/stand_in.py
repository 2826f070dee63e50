"""A child that loads a class as the auditor's does, and evaluates expressions where the programs would be run."""

from __future__ import annotations

from wengert.auditor.inside import limits
from wengert.auditor.inside.channel import Channel
from wengert.auditor.inside.load import Trouble, load

channel = Channel.take()
limits.apply(channel.job.get("limits"))
try:
    loaded = load(channel.job["target"], channel.job.get("load", 10.0))
except Trouble as trouble:
    channel.send({"trouble": trouble.to_json()})
    channel.end()
channel.send({"name": loaded.name, "module": loaded.module, "imports": loaded.imports})
channel.send({"left out": {name: why.text for name, why in loaded.left_out.items()}})
for probe in channel.job["probes"]:
    channel.send({"begin": probe["id"]})
    try:
        with limits.seconds(channel.job.get("each", 1.0)):
            found = eval(probe["id"], {"loaded": loaded, "source": loaded.source, **loaded.namespace})
        channel.send({"id": probe["id"], "is": found})
    except limits.TimeUp:
        channel.send({"id": probe["id"], "lost": "time", "text": "did not end"})
    except BaseException as error:
        channel.send({"id": probe["id"], "raised": type(error).__name__})
channel.end()
