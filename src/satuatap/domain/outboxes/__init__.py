"""The village desk without the line: computers that carry their village's residents along and keep what is written on them.

Words: a *device* is a browser on one computer, registered by one officer of a village; its *snapshot* is what it is given of
the residents; its *outbox* is what was written on it and not sent yet. A *sending* is one letter or application that came
out of an outbox. What could not go on by itself is *aside* until a person has looked at it.
"""
