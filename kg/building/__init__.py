"""How texts become a graph in an output folder: each read once, kept, brought together, and swapped in whole.

contributions.py  Contribution: what reading one document gave, before anything that depends on other documents
codec.py          frozen values to JSON and back
fingerprint.py    what a reading depends on beside its text
reader.py         Document -> Contribution, through all stages
readings.py       the contributions of all documents, in one SQLite file of the output folder
gathering.py      which documents a graph is to hold, and which of them have to be read
telling.py        what became no fact, and why, if somebody asks
linking.py        a contribution with the IRIs by which all documents know its things
changing.py       from one generation of an output to the next: gather, link, write
crew.py           documents read by several processes; processes.py watches them, worker.py runs in them
progress.py       how far a build is
sources.py        files, read in a process of their own, and documents
writing.py        contributions -> the graphs of a store, those that change
"""
