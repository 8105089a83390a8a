"""The offices near people: villages, *kelurahan* and districts."""
