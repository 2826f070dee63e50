"""The forms that a drawing is written in, one writer each, called like its module."""
