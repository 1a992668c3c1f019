"""Makes the language model: public corpora in, the files of kg/annotation/model out."""
