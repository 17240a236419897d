"""Fit the weights of the abstention model on the questions that are not held out.

Run with a data directory whose sources are those to fit on:
`LOTSEN_BUNDLED=on python -m tests.evaluation.fit reviewed`
`LOTSEN_BUNDLED=off python -m tests.evaluation.fit plain`  (with the deck added)
Prints the table for `knowledge/support.toml`, and what it would do to the tuning questions.
Measured as by strangers, who have not read the reviewed lists (see `strangers.py`).
"""

import sys
from dataclasses import asdict
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from bot.app import Lotsen
from bot.privacy import mask
from bot.settings import Settings
from knowledge import evaluate
from knowledge import question as questions
from tests.evaluation.strangers import Strangers

FILES = sorted(Path(__file__).parent.glob("questions*.jsonl"))
MOST_REFUSED = 0.045  # of the answerable tuning questions, a margin under the promised 0.06
PLAIN = {"passage", "sentence", "overlap", "strange", "uncovered", "missing", "unknown"}
LIKENESS = {"answered", "gap", "outside"}
USED = {
    "reviewed": {"sentence", "uncovered", "missing", "asked", "unknown", *LIKENESS},
    "plain": PLAIN,
}


Collected = tuple[list[dict[str, float]], npt.NDArray[np.bool_], npt.NDArray[np.str_]]


def collect() -> Collected:
    """Give the signals, whether there is an answer, and the category of each tuning question."""
    lotsen = Lotsen(Settings())
    answerer = lotsen.answerer
    corpus = evaluate.Corpus(answerer.index())
    strangers = Strangers(lotsen)
    rows, answerable, categories = [], [], []
    for case in chain.from_iterable(map(evaluate.read_cases, FILES)):
        if case.held_out or (case.answerable and not corpus.can_answer(case)):
            continue
        found = answerer.find(questions.clean(mask(case.question).text), case.history)
        rows.append(asdict(found.signals) | strangers.signals(found))
        answerable.append(case.answerable)
        categories.append(case.category or "answer")
    return rows, np.array(answerable), np.array(categories)


def main(name: str) -> None:
    """Print the fitted table, and what it would do to the tuning questions in cross-validation."""
    rows, answerable, categories = collect()
    names = [key for key in rows[0] if key in USED[name]]
    values = np.array([[row[key] for key in names] for row in rows])
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.5, max_iter=5000))
    guessed = cross_val_predict(model, values, answerable, cv=10, method="predict_proba")[:, 1]
    threshold = float(np.quantile(guessed[answerable], MOST_REFUSED))
    scaler, fitted = model.fit(values, answerable)
    weights = fitted.coef_[0] / scaler.scale_
    intercept = float(fitted.intercept_[0] - weights @ scaler.mean_)
    print(f"[{name}]\nintercept = {intercept:.4f}\nthreshold = {threshold:.3f}")
    print(f"[{name}.weights]")
    for key, weight in zip(names, weights, strict=True):
        print(f"{key} = {weight:.4f}")
    for category in sorted(set(categories)):
        within = guessed[categories == category]
        print(f"# {category}: {np.mean(within >= threshold):.3f} answered of {len(within)}")


if __name__ == "__main__":
    main(sys.argv[1])
