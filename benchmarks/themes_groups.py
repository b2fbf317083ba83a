"""First groups against the steps of BERTopic (Grootendorst 2022) on the same vectors: UMAP, HDBSCAN, class TF-IDF.

Class TF-IDF only finds words for the groups and moves no text, so it plays no part in the figure. Texts that HDBSCAN
leaves out count as one group, as BERTopic's topic -1 does.
"""

import importlib.util
import statistics
import warnings

import numpy as np
from sklearn.cluster import HDBSCAN
from sklearn.metrics import adjusted_rand_score

from benchmarks.themes_runs import Prepared
from rodedraad.understand.texts import first_groups, moved_share

PART = 0.9
"""Each seed takes this part of the texts, so that a deterministic method has a median too."""


def compared(prepared: Prepared, seeds: int, *, with_bertopic: bool = True) -> dict[str, float | None]:
    """Medians of the adjusted Rand index, and how many texts move when one percent is added."""
    data = prepared.data
    ours, theirs, count, left, moved = [], [], [], [], []
    for seed in range(seeds):
        some = np.random.default_rng(seed).permutation(len(data.texts))[: int(PART * len(data.texts))]
        texts, vectors, own = [data.texts[place] for place in some], prepared.vectors[some], data.own[some]
        found = first_groups(vectors, texts, seed)
        ours.append(adjusted_rand_score(own, found.labels))
        count.append(found.count)
        moved.append(_moved(vectors, texts, seed))
        if with_bertopic and has_umap():
            labels = bertopic(vectors, seed)
            theirs.append(adjusted_rand_score(own, labels))
            left.append(float(np.mean(labels < 0)))
    return {"ours": statistics.median(ours), "groups": statistics.median(count), "moved": max(moved),
            "bertopic": statistics.median(theirs) if theirs else None,
            "bertopic_left_out": statistics.median(left) if left else None}


def has_umap() -> bool:
    """Whether the group `bench` of the dependencies is installed."""
    return importlib.util.find_spec("umap") is not None


def bertopic(vectors: np.ndarray, seed: int) -> np.ndarray:
    """BERTopic's default steps on given vectors."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from umap import UMAP

        reducer = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed)
        low = reducer.fit_transform(vectors)
        return np.asarray(HDBSCAN(min_cluster_size=10, copy=True).fit_predict(low))


def _moved(vectors: np.ndarray, texts: list[str], seed: int) -> float:
    size = round(len(texts) / 1.01)
    before = first_groups(vectors[:size], texts[:size], seed)
    return moved_share(before.labels, first_groups(vectors, texts, seed, before=before).labels[:size])
