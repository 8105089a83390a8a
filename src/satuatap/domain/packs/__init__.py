"""Installing and checking what differs between places.

A *pack* is a folder of data: areas, offices, sites, calendars, services, letters, words. It may *extend* another pack;
what it says then goes before what the other says. A *finding* is something a person should mend, with its file and
line. The *demonstration* is a cast of people who do not exist, made by the same actions as everybody else.
"""
