"""Pictures of graphs: how a Value becomes an SVG, and what else it may become.

1. `drawing.py` has `draw`: it takes what is asked for (`options.py`) and makes a graph of it.
2. `compose.py` makes a Picture of the graph (`picture.py`): what is shown, without geometry.  `fold.py` and
   `units.py` say which nodes go into which box, `inside.py` opens composite operations, `wording.py` has the words.
3. `cards.py` gives every item its parts and sizes, with widths of text from `measure.py` (`widths.py`, `font/`).
4. `layout.py` gives every item a place and every link a way (`layered/`, one file per step).
5. `forms/svg.py` writes it down, in the colours of `theme.py` and with the style sheet of `forms/style.py`.

The other forms stand beside that one: `html.py` and `png.py` begin from the SVG, `tex.py` and `record.py` from the
same Placed (what steps 3 and 4 made), `text.py`, `tree.py` and `dot.py` from the Picture.  `digraph.py` is `draw_dot`:
the text of `forms/dot.py` as a Digraph, drawn by Graphviz or by `dotlang/`.
"""
