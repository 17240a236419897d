"""Fit the weights of the abstention model on the questions that are not held out.

Run with a data directory whose sources are those to fit on:
`LOTSEN_BUNDLED=on python tests/evaluation/fit.py reviewed`
`LOTSEN_BUNDLED=off python tests/evaluation/fit.py plain`  (with the deck added)
Prints the table for `knowledge/support.toml`, and what it would do to the tuning questions.
"""

import sys
from dataclasses import asdict
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from bot.app import Lotsen
from bot.settings import Settings
from knowledge import evaluate
from knowledge import question as questions

FILE = Path(__file__).with_name("questions.jsonl")
MOST_REFUSED = 0.04  # of the answerable tuning questions, a margin under the promised 0.06


def collect():
    """Give the signals, whether there is an answer, and the category of each tuning question."""
    answerer = Lotsen(Settings()).answerer
    corpus = evaluate.Corpus(answerer.index())
    rows, answerable, categories = [], [], []
    for case in evaluate.read_cases(FILE):
        if case.held_out or (case.answerable and not corpus.can_answer(case)):
            continue
        found = answerer.find(questions.clean(case.question), case.history)
        rows.append(asdict(found.signals))
        answerable.append(case.answerable)
        categories.append(case.category or "answer")
    return rows, np.array(answerable), np.array(categories)


def main(name):
    rows, answerable, categories = collect()
    names = [key for key in rows[0] if name == "reviewed" or key not in {"asked", "unknown"}]
    values = np.array([[row[key] for key in names] for row in rows])
    model = LogisticRegression(C=30.0, max_iter=5000)
    guessed = cross_val_predict(model, values, answerable, cv=10, method="predict_proba")[:, 1]
    threshold = float(np.quantile(guessed[answerable], MOST_REFUSED))
    model.fit(values, answerable)
    print(f"[{name}]\nintercept = {model.intercept_[0]:.4f}\nthreshold = {threshold:.3f}")
    print(f"[{name}.weights]")
    for key, weight in zip(names, model.coef_[0], strict=True):
        print(f"{key} = {weight:.4f}")
    for category in sorted(set(categories)):
        within = guessed[categories == category]
        print(f"# {category}: {np.mean(within >= threshold):.3f} answered of {len(within)}")


if __name__ == "__main__":
    main(sys.argv[1])
