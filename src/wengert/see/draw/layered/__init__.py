"""The four steps of a layered drawing."""
