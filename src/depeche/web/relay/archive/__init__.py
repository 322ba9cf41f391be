"""What outlives a relay: its file (relay.json), its tables, and its end.

queries   the rows of a relay as the values of `core.relay.archive`, in streams
record    which events of the record are events of the relay
holders   who else keeps something of a relay: areas above say so
plans     what an erasure would touch
actions   put into a file, bring in from one, erase
"""
