"""What the marks, the parse and the turns of a text show: rules that mend, veto and add rows."""
