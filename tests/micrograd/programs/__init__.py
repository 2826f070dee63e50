"""Small programs in the manner of notebooks written against micrograd's interface.

A program is a public function.  It names what it takes from the library as its parameters (`Value`, `MLP`,
`trace`) and returns numbers and words under names.  `references` has a function of the same name that
computes the same without any such library.
"""
