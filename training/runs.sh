#!/bin/sh
# The runs behind the shipped pipelines (see README.md for the wheels and for the teacher's environment):
#   sh training/runs.sh fr FR_WHEEL
#   sh training/runs.sh en EN_WHEEL ENCODER PYTHON     with a pretrained encoder, and the Python that has torch
set -eu
lang=$1
wheel=$2
encoder=${3:-}
export OMP_NUM_THREADS=1
work=training/work/$lang

python -m training.vectors "$lang" "$wheel"

# What parses the news for the small parser to learn from.
if [ -n "$encoder" ]; then
    "$4" -m training.teacher "$lang" --encoder "$encoder" --epochs 4
    "$4" -m training.teacher "$lang" --encoder "$encoder" --silver 1000000
else
    # A parser too large to ship, with the whole table of vectors. Ours had two parts: 2,500 steps at a rate
    # of 0.002, then 1,400 from its tok2vec at 0.0012 with the labels of the whole corpus.
    python -m training.train "$lang" --run large --set variables.max_steps=4000 variables.width=192 \
        variables.vectors=true "paths.vectors=$work/vectors" system.seed=11 \
        'variables.rows=[6000,1500,3000,2000]' components.parser.model.hidden_width=128 training.dropout=0.25
    # Several --runs would vote.
    python -m training.silver "$lang" --runs large --words 400000
fi

# The shipped one learns from the treebanks, twice in each pass, and from that news.
python -m training.train "$lang" --run final --set variables.max_steps=6500 variables.depth=5 \
    variables.vectors=true "paths.vectors=$work/small" system.seed=3 'variables.rows=[4000,750,2000,750]' \
    components.parser.model.hidden_width=128 training.dropout=0.15 variables.silver=2 variables.warmup=300

python -m training.assemble "$lang" --run final
python -m training.evaluate "$lang"
