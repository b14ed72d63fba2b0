"""An article goes in; a mastered, chaptered Dutch audio episode comes out."""
