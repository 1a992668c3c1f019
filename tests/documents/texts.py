"""What the files of these tests hold."""

from __future__ import annotations

GERMAN = "Die Bürger ärgern sich über höhere Gebühren. Die Maßnahme gefällt den meisten nicht."
ITALIAN = "La società ha deciso di chiudere lo stabilimento, perché il governo non è d'accordo."
ENGLISH = "The company said on Tuesday that it would close its factory and cut three hundred jobs."
FRENCH = "La société a annoncé la suppression de trois cents emplois à Lyon d'ici la fin de l'année."
