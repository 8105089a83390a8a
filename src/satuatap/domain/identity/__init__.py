"""Accounts, how well each is proven, roles held at units, deputies, authority to sign.

An *account* is somebody who signs in. Its *proof level* says how well we know who that is: 0 a phone or an e-mail
address, 1 a NIK that matched, 2 seen in person. A *holding* is a role at a unit between two days; a *deputy* has the
holdings of a colleague on leave; a *signing authority* is the dated decree by which an official may sign.
"""
