"""The mailbox of the demo: its mail goes nowhere else, and can be read in the browser. It exists in demo mode only."""
