"""The doors beside the personal link, and what goes on behind the door of a room.

links     "send me my link again": asked for here, sent by the worker
rooms     a room joins by code or QR and a short list of names
rounds    the live form: everybody writes, questions are dealt, pairs answer

Each has its actions in a module of its name; what people see is in `visitor_views`, `live_views` (participants) and
`desk_views`, `stage_views` (organisers).
"""
