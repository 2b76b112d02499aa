"""Which words are source, cue and content, and which of them belong together? Trains the reader's span model.

One encoder with a linear head. For each wordpiece it gives BIO scores for source, cue and content, and six vectors whose
products say which source and which contents belong to which cue. Data: PolNeAR v1 (brat-like standoff). Every seventh
document is held out: on those the ranking of the accurate tier is trained (`lab train attribution --tier accurate`).

    python spans.py train  --data POLNEAR/train --base FOLDER --out spans.pt
    python spans.py teach  --data POLNEAR/train --base LARGER --model larger.pt --out taught.pt
    python spans.py score  --data POLNEAR/dev   --base FOLDER --model spans.pt
    python spans.py export --base FOLDER --model spans.pt --out spans.bin

FOLDER holds config.json, tokenizer.json and model.safetensors of an uncased BERT.
"""

import argparse
import bisect
import json
import math
import os
import random
import re
import struct
import time

import numpy
import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import nn

ROLES = ("source", "cue", "content")
POINTER = 64
# Wordpieces of a window, without the two around it.
LONGEST = 254
BF16 = True


class Encoder(nn.Module):
    """The encoder of BERT or of MPNet, which adds a bias for the distance of two pieces. ids: (batch, length) int64."""

    def __init__(self, config):
        super().__init__()
        size = config["hidden_size"]
        self.is_mpnet = config.get("model_type") == "mpnet"
        self.heads, self.eps = config["num_attention_heads"], config["layer_norm_eps"]
        self.word = nn.Embedding(config["vocab_size"], size)
        self.position = nn.Embedding(config["max_position_embeddings"], size)
        if self.is_mpnet:
            self.distance = nn.Embedding(config["relative_attention_num_buckets"], self.heads)
        else:
            self.kind = nn.Embedding(config["type_vocab_size"], size)
        self.norm = nn.LayerNorm(size, eps=self.eps)
        self.layers = nn.ModuleList(Layer(size, config["intermediate_size"], self.heads, self.eps)
                                    for _ in range(config["num_hidden_layers"]))
        self.frozen = 0
        self.drop = nn.Dropout(0.1)

    def forward(self, ids, mask):
        places = torch.arange(ids.shape[1])
        bias = (1.0 - mask[:, None, None, :]) * -1e4
        if self.is_mpnet:
            # MPNet counts positions from two, and its vocabulary has four pieces before BERT's.
            state = self.word(ids) + self.position(places + 2)
            bias = bias + self.distance(buckets(places)).permute(2, 0, 1)[None]
        else:
            state = self.word(ids) + self.position(places) + self.kind.weight[0]
        state = self.drop(self.norm(state))
        if self.frozen:
            state = state.detach()
        for number, layer in enumerate(self.layers):
            with torch.set_grad_enabled(torch.is_grad_enabled() and number >= self.frozen):
                state = layer(state, bias)
        return state

    def load(self, path):
        weights = {key.removeprefix("bert."): value for key, value in load_file(path).items()}
        attention = {"query": "attn.q", "key": "attn.k", "value": "attn.v", "output": "attn.o", "attended": "LayerNorm"} \
            if self.is_mpnet else {"query": "self.query", "key": "self.key", "value": "self.value",
                                   "output": "output.dense", "attended": "output.LayerNorm"}
        names = {"word": "embeddings.word_embeddings", "position": "embeddings.position_embeddings",
                 "kind": "embeddings.token_type_embeddings", "norm": "embeddings.LayerNorm",
                 "distance": "encoder.relative_attention_bias"}
        mine = {}
        for key in self.state_dict():
            if key.startswith("layers."):
                _, number, part, kind = key.split(".")
                other = {"up": "intermediate.dense", "down": "output.dense", "final": "output.LayerNorm"}.get(part) \
                    or f"attention.{attention[part]}"
                other = f"encoder.layer.{number}.{other}.{kind}"
            else:
                part, kind = key.split(".")
                other = f"{names[part]}.{kind}"
            mine[key] = weights[other].float()
        self.load_state_dict(mine)


def buckets(places):
    """Bucket of the distance between two places, (length, length): T5's 32, half of them for what comes after."""
    away = places[:, None] - places[None, :]
    side, away = (away < 0).long() * 16, away.abs()
    far = 8 + (torch.log(away.clamp(min=1).float() / 8) / math.log(128 / 8) * 8).long()
    return side + torch.where(away < 8, away, far.clamp(max=15))


class Layer(nn.Module):
    def __init__(self, size, inner, heads, eps):
        super().__init__()
        self.heads, self.size = heads, size
        self.query, self.key, self.value, self.output = (nn.Linear(size, size) for _ in range(4))
        self.attended, self.final = nn.LayerNorm(size, eps=eps), nn.LayerNorm(size, eps=eps)
        self.up, self.down = nn.Linear(size, inner), nn.Linear(inner, size)
        self.drop = nn.Dropout(0.1)

    def forward(self, state, bias):
        batch, length = state.shape[0], state.shape[1]

        def split(value):
            return value.reshape(batch, length, self.heads, self.size // self.heads).transpose(1, 2)

        query, key, value = split(self.query(state)), split(self.key(state)), split(self.value(state))
        score = query @ key.transpose(2, 3) / math.sqrt(self.size // self.heads) + bias
        mixed = (F.softmax(score, -1) @ value).transpose(1, 2).reshape(batch, length, self.size)
        state = self.attended(state + self.drop(self.output(mixed)))
        return self.final(state + self.drop(self.down(F.gelu(self.up(state)))))


class Spans(nn.Module):
    """Scores of (batch, length, 9) for BIO of source, cue, content, and vectors of (batch, length, 6 * POINTER)."""

    def __init__(self, config):
        super().__init__()
        self.encoder = Encoder(config)
        size = config["hidden_size"]
        self.drop = nn.Dropout(0.1)
        self.labels = nn.Linear(size, 9)
        self.pointers = nn.Linear(size, 6 * POINTER)

    def forward(self, ids, mask):
        state = self.drop(self.encoder(ids, mask))
        return self.labels(state), self.pointers(state)


def read(path):
    with open(path, encoding="utf8", newline="") as file:
        return file.read()


def relations(path):
    """Relations of one annotator: {source, cue, content: [(begin, end)]} in characters."""
    spans, found = {}, []
    for line in read(path).split("\n"):
        if match := re.match(r"(T\d+)\t\S+ ([\d ;]+)\t", line):
            spans[match[1]] = [tuple(int(place) for place in part.split()) for part in match[2].split(";")]
    for line in read(path).split("\n"):
        if match := re.match(r"E\d+\t(.*)", line):
            one = {role: [] for role in ROLES}
            for part in match[1].split():
                role, _, name = part.partition(":")
                role = re.sub(r"\d+$", "", role).lower()
                if role in one and name in spans:
                    one[role] += spans[name]
            found.append({role: sorted(places) for role, places in one.items()})
    return found


def documents(folder):
    """(name, text, relations of the first annotator), by name."""
    result = []
    for file in sorted(os.listdir(f"{folder}/text")):
        name = file.removesuffix(".txt")
        mine = sorted(one for one in os.listdir(f"{folder}/attributions")
                      if one.startswith(name + "_") and len(one) == len(name) + 9)
        if mine:
            result.append((name, read(f"{folder}/text/{file}"), relations(f"{folder}/attributions/{mine[0]}")))
    return result


class Document:
    """Wordpieces of a document with their labels and links; paragraphs as ranges of wordpieces."""

    def __init__(self, text, found, tokenizer):
        self.ids, self.places, self.paragraphs = [], [], []
        at = 0
        for line in text.split("\n"):
            # A long paragraph is cut at the ends of its sentences.
            pieces, begin = [], 0
            encoded = tokenizer.encode(line, add_special_tokens=False)
            ids, offsets = encoded.ids, encoded.offsets
            cuts = [number + 1 for number, (_, end) in enumerate(offsets)
                    if line[end - 1:end] in ".?!" or line[end - 1:end] in "”\"'" and line[end - 2:end - 1] in ".?!,"]
            while len(ids) - begin > LONGEST:
                inside = [cut for cut in cuts if begin < cut <= begin + LONGEST]
                cut = inside[-1] if inside else begin + LONGEST
                pieces.append((begin, cut))
                begin = cut
            if len(ids) > begin:
                pieces.append((begin, len(ids)))
            for begin, end in pieces:
                start = len(self.ids)
                self.ids += ids[begin:end]
                self.places += [(at + a, at + b) for a, b in offsets[begin:end]]
                self.paragraphs.append((start, len(self.ids)))
            at += len(line) + 1
        self.starts = [place[0] for place in self.places]
        self.labels = [[0] * len(self.ids) for _ in ROLES]
        self.taught = None
        self.links = []  # (kind, from, to) with kind 0: cue -> source, 1: content -> cue, 2: part of cue -> cue
        spans = []
        for one in found:
            touched = {role: [span for span in map(self.touched, one[role]) if span] for role in ROLES}
            for number, role in enumerate(ROLES):
                spans += [(number, span) for span in touched[role]]
            cue = touched["cue"][0][0] if touched["cue"] else None
            if cue is not None:
                self.links.append((0, cue, touched["source"][0][0] if touched["source"] else None))
                self.links += [(2, part[0], cue) for part in touched["cue"]]
            self.links += [(1, part[0], cue) for part in touched["content"]]
        for number, (begin, end) in sorted(spans, key=lambda one: one[1][1] - one[1][0]):
            self.labels[number][begin] = 1
            self.labels[number][begin + 1:end] = [2] * (end - begin - 1)

    def touched(self, span):
        """Range of the wordpieces that share a character with the span, or None."""
        first = max(0, bisect.bisect_left(self.starts, span[0]) - 1)
        while first < len(self.ids) and self.places[first][1] <= span[0]:
            first += 1
        last = bisect.bisect_left(self.starts, span[1])
        return (first, last) if first < last else None

    def windows(self, longest, skip=lambda: False):
        """Ranges of whole paragraphs, each as long as fits; paragraphs without any label only if they are not skipped."""
        result, begin, end = [], None, None
        for first, last in self.paragraphs:
            if not any(any(labels[first:last]) for labels in self.labels) and skip():
                if begin is not None:
                    result.append((begin, end))
                begin = None
                continue
            if begin is not None and last - begin > longest:
                result.append((begin, end))
                begin = None
            begin = first if begin is None else begin
            end = last
        if begin is not None:
            result.append((begin, end))
        return result


def collate(examples, special):
    """Tensors for (document, begin, end) examples: ids, mask, labels (3), links of (row, kind, from, to), and what the
    teacher says: logarithms of probabilities (batch, length, 9), or None."""
    start, stop, pad = special
    length = max(end - begin for _, begin, end in examples) + 2
    ids = torch.full((len(examples), length), pad)
    mask = torch.zeros((len(examples), length))
    labels = torch.full((3, len(examples), length), -100)
    links = []
    for row, (document, begin, end) in enumerate(examples):
        size = end - begin
        ids[row, :size + 2] = torch.tensor([start, *document.ids[begin:end], stop])
        mask[row, :size + 2] = 1
        for role in range(3):
            labels[role, row, 1:size + 1] = torch.tensor(document.labels[role][begin:end])
        for kind, tail, head in document.links:
            if begin <= tail < end:
                is_in = head is not None and begin <= head < end
                links.append((row, kind, tail - begin + 1, head - begin + 1 if is_in else 0))
    taught = None
    if examples[0][0].taught is not None:
        taught = torch.zeros((len(examples), length, 9))
        for row, (document, begin, end) in enumerate(examples):
            taught[row, 1:end - begin + 1] = document.taught[begin:end].float()
    return ids, mask, labels, torch.tensor(links or [(0, 0, 0, 0)]), taught


def loss_of(model, batch, weight):
    ids, mask, labels, links, taught = batch
    scores, vectors = model(ids, mask)
    scores, vectors = scores.float(), vectors.float()
    total = sum(F.cross_entropy(scores[..., 3 * role:3 * role + 3].reshape(-1, 3), labels[role].reshape(-1))
                for role in range(3))
    if taught is not None:
        inside = labels[0] >= 0
        own = F.log_softmax(scores[inside].reshape(-1, 3, 3), -1)
        other = taught[inside].reshape(-1, 3, 3)
        apart = F.kl_div(own, other, reduction="none", log_target=True).sum((1, 2)).mean()
        total = 0.5 * total + apart
    pointer = 0.0
    for kind in range(3):
        mine = links[links[:, 1] == kind]
        if len(mine) == 0 or len(links) == 1 and links[0].sum() == 0:
            continue
        tails = vectors[mine[:, 0], mine[:, 2], 2 * kind * POINTER:(2 * kind + 1) * POINTER]
        heads = vectors[mine[:, 0], :, (2 * kind + 1) * POINTER:(2 * kind + 2) * POINTER]
        products = torch.einsum("nd,nld->nl", tails, heads) / 8.0 + (mask[mine[:, 0]] - 1) * 1e4
        pointer = pointer + F.cross_entropy(products, mine[:, 3])
    return total + weight * pointer


def viterbi(scores):
    """Best BIO sequence (0 O, 1 B, 2 I) where I follows B or I; scores (length, 3) log-probabilities."""
    best, back = [scores[0][0], scores[0][1], -1e9], []
    for row in scores[1:]:
        step, new = [], []
        for label in range(3):
            froms = (0, 1, 2) if label < 2 else (1, 2)
            choice = max(froms, key=lambda one: best[one])
            step.append(choice)
            new.append(best[choice] + row[label])
        back.append(step)
        best = new
    label = max(range(3), key=lambda one: best[one])
    path = [label]
    for step in reversed(back):
        label = step[label]
        path.append(label)
    return path[::-1]


def spans_of(path):
    result, begin = set(), None
    for number, label in enumerate([*path, 0]):
        if begin is not None and label != 2:
            result.add((begin, number))
            begin = None
        if label == 1:
            begin = number
    return result


@torch.no_grad()
def predict(model, documents, special, longest):
    """BIO paths of each document: (3, length) labels."""
    model.eval()
    examples = [(number, begin, end) for number, document in enumerate(documents)
                for begin, end in document.windows(longest)]
    examples.sort(key=lambda one: one[2] - one[1])
    paths = [[[0] * len(document.ids) for _ in ROLES] for document in documents]
    for first in range(0, len(examples), 16):
        part = examples[first:first + 16]
        ids, mask, *_ = collate([(documents[number], begin, end) for number, begin, end in part], special)
        with torch.autocast("cpu", torch.bfloat16, enabled=BF16):
            scores, _ = model(ids, mask)
        scores = scores.float()
        for row, (number, begin, end) in enumerate(part):
            for role in range(3):
                logits = torch.log_softmax(scores[row, 1:end - begin + 1, 3 * role:3 * role + 3], -1).tolist()
                paths[number][role][begin:end] = viterbi(logits)
    return paths


def score(model, documents, special, longest):
    paths = predict(model, documents, special, longest)
    result = []
    for role in range(3):
        gold = found = right = 0
        for document, path in zip(documents, paths):
            wanted, had = spans_of(document.labels[role]), spans_of(path[role])
            gold, found, right = gold + len(wanted), found + len(had), right + len(wanted & had)
        result.append(200 * right / max(1, gold + found))
    return result


@torch.no_grad()
def teach(args):
    """Keeps what a large model says of each wordpiece of the training documents, for `train --taught`."""
    tokenizer, special, model = parts_of(args)
    model.load_state_dict(torch.load(args.model))
    model.eval()
    every = [(name, Document(text, found, tokenizer)) for name, text, found in documents(args.data)]
    result = {name: torch.zeros((len(document.ids), 9), dtype=torch.float16) for name, document in every}
    examples = sorted(((name, document, begin, end) for name, document in every for begin, end in document.windows(LONGEST)),
                      key=lambda one: one[3] - one[2])
    for first in range(0, len(examples), 12):
        part = examples[first:first + 12]
        ids, mask, *_ = collate([one[1:] for one in part], special)
        with torch.autocast("cpu", torch.bfloat16, enabled=BF16):
            scores, _ = model(ids, mask)
        for row, (name, _, begin, end) in enumerate(part):
            inside = scores[row, 1:end - begin + 1].float().reshape(-1, 3, 3)
            result[name][begin:end] = torch.log_softmax(inside, -1).reshape(-1, 9).half()
    torch.save(result, args.out)


def parts_of(args):
    """Tokenizer, ids of the special pieces, and an untrained model."""
    tokenizer = Tokenizer.from_file(f"{args.base}/tokenizer.json")
    tokenizer.no_truncation()
    tokenizer.no_padding()
    config = json.loads(read(f"{args.base}/config.json"))
    config["num_hidden_layers"] = min(args.layers, config["num_hidden_layers"])
    names = ("<s>", "</s>", "<pad>") if config.get("model_type") == "mpnet" else ("[CLS]", "[SEP]", "[PAD]")
    return tokenizer, [tokenizer.token_to_id(name) for name in names], Spans(config)


def train(args):
    torch.manual_seed(args.seed)
    chance = random.Random(args.seed)
    tokenizer, special, model = parts_of(args)
    model.encoder.load(f"{args.base}/model.safetensors")
    model.encoder.frozen = args.frozen
    every = documents(args.data)
    held = [Document(text, found, tokenizer) for number, (_, text, found) in enumerate(every) if number % 7 == 6]
    used = [Document(text, found, tokenizer) for number, (_, text, found) in enumerate(every) if number % 7 != 6]
    if args.taught:
        taught = torch.load(args.taught)
        for document, (name, _, _) in zip(used, (one for number, one in enumerate(every) if number % 7 != 6)):
            document.taught = taught[name]
    print(f"{len(used)} documents to train on, {len(held)} held out, {sum(len(one.ids) for one in used)} wordpieces",
          flush=True)
    frozen = set()
    if args.frozen:
        kept = {id(value) for layer in model.encoder.layers[args.frozen:] for value in layer.parameters()}
        frozen = {id(value) for value in model.encoder.parameters()} - kept
    moved = [value for value in model.parameters() if id(value) not in frozen]
    decay, plain = [one for one in moved if one.dim() > 1], [one for one in moved if one.dim() <= 1]
    head = {id(value) for part in (model.labels, model.pointers) for value in part.parameters()}
    groups = [{"params": [value for value in list_ if (id(value) in head) == is_head], "weight_decay": rate,
               "scale": 5.0 if is_head else 1.0}
              for list_, rate in ((decay, 0.01), (plain, 0.0)) for is_head in (False, True)]
    optimizer = torch.optim.AdamW(groups, lr=args.rate, betas=(0.9, 0.98), fused=True)
    done = steps = 0
    average, started = None, time.time()
    for epoch in range(args.epochs):
        model.train()
        examples = []
        for document in used:
            longest = chance.choice([40, 96, 160, 254, 254])
            examples += [(document, begin, end)
                         for begin, end in document.windows(longest, lambda: chance.random() < args.skip)]
        chance.shuffle(examples)
        # Batches of like length, in random order.
        batches = []
        for first in range(0, len(examples), 512):
            part = sorted(examples[first:first + 512], key=lambda one: one[2] - one[1])
            batch = []
            for example in part:
                batch.append(example)
                if (example[2] - example[1]) * len(batch) >= args.batch:
                    batches.append(batch)
                    batch = []
            if batch:
                batches.append(batch)
        chance.shuffle(batches)
        running = 0.0
        for number, batch in enumerate(batches):
            share = min(1.0, (epoch + number / len(batches)) / args.epochs)
            rate = args.rate * min(1.0, share / 0.06) * max(0.0, 1.0 - share)
            for group in optimizer.param_groups:
                group["lr"] = rate * group["scale"]
            with torch.autocast("cpu", torch.bfloat16, enabled=BF16):
                loss = loss_of(model, collate(batch, special), 0.3)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(moved, 1.0)
            optimizer.step()
            steps += 1
            done += sum(end - begin for _, begin, end in batch)
            running += loss.item()
            if number % 100 == 99:
                print(f"epoch {epoch} batch {number + 1}/{len(batches)} loss {running / 100:.3f} "
                      f"{done / (time.time() - started):.0f} wordpieces/s", flush=True)
                running = 0.0
            # The mean of the weights over the last quarter is steadier than the last ones.
            if share > 0.75 and steps % 10 == 0:
                state = model.state_dict()
                if average is None:
                    average, count = {key: value.clone() for key, value in state.items()}, 1
                else:
                    count += 1
                    for key, value in state.items():
                        average[key] += (value - average[key]) / count
        print(f"epoch {epoch}: exact F1 source/cue/content", " ".join(f"{x:.1f}" for x in score(model, held[::3], special, 254)),
              f"{time.time() - started:.0f} s", flush=True)
        torch.save(model.state_dict(), args.out)
    if average is not None:
        model.load_state_dict(average)
        print("averaged:", " ".join(f"{x:.1f}" for x in score(model, held, special, 254)), flush=True)
    torch.save(model.state_dict(), args.out)


def measure(args):
    tokenizer, special, model = parts_of(args)
    model.load_state_dict(torch.load(args.model))
    every = [Document(text, found, tokenizer) for _, text, found in documents(args.data)]
    print("exact F1 source/cue/content", " ".join(f"{x:.1f}" for x in score(model, every, special, LONGEST)))


def export(args):
    """Writes what `reader::inference::encoder` reads: signed bytes with a scale for each row of weights."""
    _, _, model = parts_of(args)
    state = {name: value.float().numpy() for name, value in torch.load(args.model).items()}
    config = json.loads(read(f"{args.base}/config.json"))
    layers, size, longest = config["num_hidden_layers"], config["hidden_size"], LONGEST + 2
    words = state["encoder.word.weight"]
    head = numpy.concatenate([state["labels.weight"], state["pointers.weight"]])
    out = bytearray(b"encoder1")
    out += struct.pack("<7I", layers, size, config["intermediate_size"], config["num_attention_heads"], len(words),
                       longest, len(head))

    def floats(values):
        out.extend(numpy.ascontiguousarray(values, dtype="<f4").tobytes())

    def small(values):
        scale = numpy.maximum(numpy.abs(values).max(1), 1e-12) / 127
        return scale, numpy.clip(numpy.rint(values / scale[:, None]), -127, 127).astype(numpy.int8)

    def linear(weight, bias):
        scale, steps = small(weight)
        floats(scale)
        floats(bias)
        out.extend(numpy.ascontiguousarray(steps.T).tobytes())

    def norm(name):
        floats(state[f"{name}.weight"])
        floats(state[f"{name}.bias"])

    scale, steps = small(words)
    floats(scale)
    out.extend(steps.tobytes())
    floats(state["encoder.position.weight"][:longest] + state["encoder.kind.weight"][0])
    norm("encoder.norm")
    for number in range(layers):
        def part(kind, *names):
            return numpy.concatenate([state[f"encoder.layers.{number}.{name}.{kind}"] for name in names])
        linear(part("weight", "query", "key", "value"), part("bias", "query", "key", "value"))
        linear(part("weight", "output"), part("bias", "output"))
        norm(f"encoder.layers.{number}.attended")
        linear(part("weight", "up"), part("bias", "up"))
        linear(part("weight", "down"), part("bias", "down"))
        norm(f"encoder.layers.{number}.final")
    linear(head, numpy.concatenate([state["labels.bias"], state["pointers.bias"]]))
    with open(args.out, "wb") as file:
        file.write(out)
    print(f"{args.out}: {len(out)} bytes")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["train", "teach", "score", "export"])
    parser.add_argument("--data")
    parser.add_argument("--base", required=True)
    parser.add_argument("--out", default="spans.pt")
    parser.add_argument("--model", default="spans.pt")
    parser.add_argument("--taught", help="what `teach` kept of a larger model: half of what is learned from")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--batch", type=int, default=1500, help="wordpieces in a batch")
    parser.add_argument("--skip", type=float, default=0.0, help="share of the paragraphs without a label to leave out")
    parser.add_argument("--layers", type=int, default=12, help="layers to keep of the base model, from below")
    parser.add_argument("--frozen", type=int, default=0, help="layers to leave as they are, with the embeddings")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    {"train": train, "teach": teach, "score": measure, "export": export}[args.what](args)


if __name__ == "__main__":
    main()
