"""Draws everything in docs that comes from the code anew: make docs; without what takes minutes: make docs-quick."""

import sys

import catalogue
import evidence
import facts
import found
import glossary
import held
import keys
import lesson_runs
import lessons
import measures
import pairs
import pictures
import reforms
import trust
import warsaw

QUICK = (keys, measures, facts, reforms, evidence, glossary, lessons)
LONG = (pictures, found, pairs, catalogue, trust, warsaw, held, lesson_runs)

if __name__ == "__main__":
    for script in QUICK if "--quick" in sys.argv else QUICK + LONG:
        script.main()
