"""The engines of Holdfast in vectorised NumPy and SciPy, for SpeedComparison.

Started with a folder of inputs; reads one request a line: engine, number of draws, and "time" or "memory". Answers
with a line: seconds (or peak MiB that NumPy and Python allocated), the result, and the processor's seconds.
"""
import itertools
import sys
import time
import tracemalloc

import numpy as np
import scipy
from scipy import stats

BATCH = 500
FOLDER = sys.argv[1]


def scores(name):
    return np.loadtxt(f"{FOLDER}/{name}.csv", delimiter=",", ndmin=2)


def completions(name):
    flat = np.loadtxt(f"{FOLDER}/{name}.csv", delimiter=",", dtype=np.int32, ndmin=2)
    prompts = int(open(f"{FOLDER}/{name}.prompts").read())
    return flat.reshape(prompts, -1, flat.shape[1])


def batches(draws):
    return [min(BATCH, draws - done) for done in range(0, draws, BATCH)]


def p_less(permuted, observed):
    return (1 + np.count_nonzero(permuted <= observed + 1e-12)) / (1 + len(permuted))


def permutation(certified, candidate, draws, statistic):
    """Labels shuffled within the task; rows are tasks."""
    rng = np.random.default_rng(1)
    pooled = np.concatenate([certified, candidate], axis=1)
    k = certified.shape[1]
    observed = statistic(pooled[None], k)[0]
    permuted = np.concatenate([
        statistic(rng.permuted(np.broadcast_to(pooled, (batch, *pooled.shape)), axis=2), k)
        for batch in batches(draws)])
    return p_less(permuted, observed)


def mean_difference(values, k):
    return (values[:, :, k:].mean(axis=2) - values[:, :, :k].mean(axis=2)).mean(axis=1)


def p95_difference(values, k):
    draws = len(values)
    return (np.quantile(values[:, :, k:].reshape(draws, -1), .95, axis=1)
            - np.quantile(values[:, :, :k].reshape(draws, -1), .95, axis=1))


def permutation_from_tables(certified, candidate, draws):
    """The method of Holdfast in NumPy: every choice of the new replays is listed once, draws pick from the list."""
    rng = np.random.default_rng(1)
    pooled = np.concatenate([certified, candidate], axis=1)
    j, n = candidate.shape[1], pooled.shape[1]
    chosen = np.array(list(itertools.combinations(range(n), j)))
    sums = pooled[:, chosen].sum(axis=2)
    parts = sums / j - (pooled.sum(axis=1)[:, None] - sums) / (n - j)
    observed = (candidate.mean(axis=1) - certified.mean(axis=1)).sum()
    tasks = np.arange(len(pooled))
    permuted = np.concatenate([
        parts[tasks, rng.integers(0, len(chosen), (batch, len(pooled)))].sum(axis=1)
        for batch in batches(draws)])
    return p_less(permuted, observed)


def bootstrap_means(certified, candidate, draws):
    result = stats.bootstrap(
        (certified.mean(axis=1), candidate.mean(axis=1)),
        lambda a, b, axis: b.mean(axis=axis) - a.mean(axis=axis),
        paired=True, vectorized=True, batch=BATCH, n_resamples=draws, method="BCa", random_state=np.random.default_rng(1))
    return result.confidence_interval.low


def bootstrap_p95(certified, candidate, draws):
    """The simple percentile interval."""
    rng = np.random.default_rng(1)
    tasks = len(certified)
    resampled = []
    for batch in batches(draws):
        drawn = rng.integers(0, tasks, (batch, tasks))
        resampled.append(np.quantile(candidate[drawn].reshape(batch, -1), .95, axis=1)
                         - np.quantile(certified[drawn].reshape(batch, -1), .95, axis=1))
    return np.quantile(np.concatenate(resampled), .025)


def similarities(certified, candidate):
    pooled = np.concatenate([certified, candidate], axis=1)
    kernel = (pooled[:, :, None] == pooled[:, None]).sum(axis=3).astype(float)
    kernel[:, np.arange(kernel.shape[1]), np.arange(kernel.shape[1])] = 0
    return kernel


def mmd(certified, candidate, draws):
    rng = np.random.default_rng(1)
    kernel = similarities(certified, candidate)
    prompts, k = certified.shape[:2]
    j = candidate.shape[1]
    n, m = prompts * k, prompts * j
    labels = np.broadcast_to(np.repeat([1., 0.], [k, j]), (prompts, k + j))

    def discrepancy(first):
        second = 1 - first
        rows = np.einsum("bpi,pij->bpj", first, kernel, optimize=True)
        within = (rows * first).sum(axis=(1, 2))
        across = (rows * second).sum(axis=(1, 2))
        other = kernel.sum() - within - 2 * across
        return within / (n * (n - 1)) + other / (m * (m - 1)) - 2 * across / (n * m)

    observed = discrepancy(labels[None])[0]
    permuted = np.concatenate([
        discrepancy(rng.permuted(np.broadcast_to(labels, (batch, *labels.shape)), axis=2))
        for batch in batches(draws)])
    return (1 + np.count_nonzero(permuted >= observed - 1e-12)) / (1 + draws)


def mmd_from_tables(certified, candidate, draws):
    rng = np.random.default_rng(1)
    kernel = similarities(certified, candidate)
    prompts, k = certified.shape[:2]
    j = candidate.shape[1]
    n, m = prompts * k, prompts * j
    first = np.array([[float(i in chosen) for i in range(k + j)] for chosen in itertools.combinations(range(k + j), k)])
    rows = np.einsum("ci,pij->pcj", first, kernel, optimize=True)
    within = (rows * first).sum(axis=2)
    across = (rows * (1 - first)).sum(axis=2)
    other = kernel.sum(axis=(1, 2))[:, None] - within - 2 * across
    parts = within / (n * (n - 1)) + other / (m * (m - 1)) - 2 * across / (n * m)
    observed = parts[:, 0].sum()
    each = np.arange(prompts)
    permuted = np.concatenate([
        parts[each, rng.integers(0, len(first), (batch, prompts))].sum(axis=1) for batch in batches(draws)])
    return (1 + np.count_nonzero(permuted >= observed - 1e-12)) / (1 + draws)


small = scores("certified"), scores("candidate")
large = scores("certified-50"), scores("candidate-50")
few = completions("before"), completions("after")
many = completions("before-10"), completions("after-10")
ENGINES = {
    "permutation-means": lambda draws: permutation(*small, draws, mean_difference),
    "permutation-means-tables": lambda draws: permutation_from_tables(*small, draws),
    "permutation-means-50": lambda draws: permutation(*large, draws, mean_difference),
    "permutation-p95": lambda draws: permutation(*small, draws, p95_difference),
    "bootstrap-means": lambda draws: bootstrap_means(*small, draws),
    "bootstrap-p95": lambda draws: bootstrap_p95(*small, draws),
    "mmd": lambda draws: mmd(*few, draws),
    "mmd-tables": lambda draws: mmd_from_tables(*few, draws),
    "mmd-10": lambda draws: mmd(*many, draws),
}

print(f"NumPy {np.__version__}, SciPy {scipy.__version__}, Python {sys.version.split()[0]}", flush=True)
for line in sys.stdin:
    engine, draws, what = line.split()
    cpu = time.process_time()
    if what == "memory":
        tracemalloc.start()
        result = ENGINES[engine](int(draws))
        figure = tracemalloc.get_traced_memory()[1] / 2**20
        tracemalloc.stop()
    else:
        start = time.perf_counter()
        result = ENGINES[engine](int(draws))
        figure = time.perf_counter() - start
    print(figure, result, time.process_time() - cpu, flush=True)
