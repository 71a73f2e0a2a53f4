package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"golang.org/x/mod/sumdb/tlog"
)

// sampledProof is about how many leaves are proved of a large log.
const sampledProof = 40

// checkOwnProofs makes proofs from the served tiles with x/mod and verifies each with x/mod and with transparency-dev.
func checkOwnProofs(log *staticLog, tree tlog.Tree) (int, error) {
	hashes := tlog.TileHashReader(tree, &tiles{log: log})
	proved := 0
	for n := int64(0); n < tree.N; n += max(1, tree.N/sampledProof) {
		record, err := tlog.ProveRecord(tree.N, n, hashes)
		if err != nil {
			return proved, err
		}
		leaf, err := hashes.ReadHashes([]int64{tlog.StoredHashIndex(0, n)})
		if err != nil {
			return proved, err
		}
		if err := tlog.CheckRecord(record, tree.N, tree.Hash, n, leaf[0]); err != nil {
			return proved, err
		}
		if err := inclusion(uint64(n), uint64(tree.N), leaf[0][:], bytesOf(record), tree.Hash[:]); err != nil {
			return proved, err
		}
		old, err := tlog.TreeHash(n+1, hashes)
		if err != nil {
			return proved, err
		}
		extension, err := tlog.ProveTree(tree.N, n+1, hashes)
		if err != nil {
			return proved, err
		}
		if err := tlog.CheckTree(extension, tree.N, tree.Hash, n+1, old); err != nil {
			return proved, err
		}
		proved += 2
	}
	return proved, nil
}

type givenProofs struct {
	Inclusion []struct {
		Index uint64   `json:"index"`
		Leaf  []byte   `json:"leaf"`
		Proof [][]byte `json:"proof"`
	} `json:"inclusion"`
	Consistency []struct {
		OldSize uint64   `json:"oldSize"`
		OldRoot []byte   `json:"oldRoot"`
		Proof   [][]byte `json:"proof"`
	} `json:"consistency"`
}

// checkGivenProofs verifies the proofs that revgraph made, with transparency-dev.
func checkGivenProofs(log *staticLog, tree tlog.Tree) (int, error) {
	text, err := log.read("proofs.json")
	if errors.Is(err, os.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	var given givenProofs
	if err := json.Unmarshal(text, &given); err != nil {
		return 0, err
	}
	size := uint64(tree.N)
	for _, p := range given.Inclusion {
		if err := inclusion(p.Index, size, p.Leaf, p.Proof, tree.Hash[:]); err != nil {
			return 0, fmt.Errorf("inclusion of %d: %w", p.Index, err)
		}
	}
	for _, p := range given.Consistency {
		if err := proof.VerifyConsistency(rfc6962.DefaultHasher, p.OldSize, size, p.Proof, p.OldRoot, tree.Hash[:]); err != nil {
			return 0, fmt.Errorf("consistency with %d: %w", p.OldSize, err)
		}
	}
	return len(given.Inclusion) + len(given.Consistency), nil
}

func inclusion(index, size uint64, leaf []byte, path [][]byte, root []byte) error {
	return proof.VerifyInclusion(rfc6962.DefaultHasher, index, size, leaf, path, root)
}

func bytesOf(hashes []tlog.Hash) [][]byte {
	out := make([][]byte, len(hashes))
	for i := range hashes {
		out[i] = hashes[i][:]
	}
	return out
}
