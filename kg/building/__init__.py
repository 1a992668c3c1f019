"""How texts become a graph in an output folder: each read once, kept, brought together, and swapped in whole.

contributions.py  Contribution: what reading one document gave, before anything that depends on other documents
codec.py          frozen values to JSON and back
fingerprint.py    what a reading depends on beside its text
reader.py         Document -> Contribution, through all stages
readings.py       the contributions of all documents, in one SQLite file of the output folder
gathering.py      which documents a graph is to hold, and which of them have to be read
telling.py        what became no fact, and why, if somebody asks
linking.py        a contribution with the IRIs by which all documents know its things
"""
