"""The survey on paper: a form to print for who does not answer on a screen."""
