// Command independent-log-verifier checks a revgraph log with code that is not revgraph's: the signed note and tile
// reader of golang.org/x/mod (the Go checksum database) and the RFC 6962 proofs of transparency-dev/merkle.
//
//	independent-log-verifier <url or folder> <verifier key>
//
// A folder may also hold proofs.json: inclusion and consistency proofs made by revgraph, which are then verified here.
package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/transparency-dev/merkle/compact"
	"github.com/transparency-dev/merkle/rfc6962"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	tileHeight = 8
	tileWidth  = 1 << tileHeight
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: independent-log-verifier <url or folder> <verifier key>")
		os.Exit(2)
	}
	summary, err := verify(logAt(os.Args[1]), os.Args[2])
	if err != nil {
		fmt.Println("REFUSED:", err)
		os.Exit(1)
	}
	fmt.Println("accepted:", summary)
}

func verify(log *staticLog, verifierKey string) (string, error) {
	tree, origin, err := readCheckpoint(log, verifierKey)
	if err != nil {
		return "", fmt.Errorf("checkpoint: %w", err)
	}
	if err := checkEntries(log, tree); err != nil {
		return "", err
	}
	if err := checkEveryTile(log, tree); err != nil {
		return "", err
	}
	proved, err := checkOwnProofs(log, tree)
	if err != nil {
		return "", err
	}
	given, err := checkGivenProofs(log, tree)
	if err != nil {
		return "", fmt.Errorf("proofs.json: %w", err)
	}
	return fmt.Sprintf("%s, %d entries, root %s; %d proofs from tiles, %d proofs made by revgraph",
		origin, tree.N, tree.Hash, proved, given), nil
}

// readCheckpoint verifies the signature with x/mod's note and reads the three lines of a C2SP tlog-checkpoint.
func readCheckpoint(log *staticLog, verifierKey string) (tlog.Tree, string, error) {
	signed, err := log.read("checkpoint")
	if err != nil {
		return tlog.Tree{}, "", err
	}
	verifier, err := note.NewVerifier(verifierKey)
	if err != nil {
		return tlog.Tree{}, "", err
	}
	opened, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, "", err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 || lines[0] != verifier.Name() {
		return tlog.Tree{}, "", fmt.Errorf("text %q does not begin with the key's name", opened.Text)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 {
		return tlog.Tree{}, "", fmt.Errorf("size %q", lines[1])
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return tlog.Tree{}, "", err
	}
	return tlog.Tree{N: size, Hash: root}, lines[0], nil
}

// checkEntries hashes every entry, compares it with its leaf in the tiles, and rebuilds the root with transparency-dev's compact range.
func checkEntries(log *staticLog, tree tlog.Tree) error {
	factory := compact.RangeFactory{Hash: rfc6962.DefaultHasher.HashChildren}
	grown := factory.NewEmptyRange(0)
	hashes := tlog.TileHashReader(tree, &tiles{log: log})
	for first := int64(0); first < tree.N; first += tileWidth {
		width := int(min(tileWidth, tree.N-first))
		entries, err := readBundle(log, tlog.Tile{H: tileHeight, L: -1, N: first / tileWidth, W: width})
		if err != nil {
			return err
		}
		indexes := make([]int64, width)
		for i := range indexes {
			indexes[i] = tlog.StoredHashIndex(0, first+int64(i))
		}
		leaves, err := hashes.ReadHashes(indexes)
		if err != nil {
			return err
		}
		for i, entry := range entries {
			if tlog.RecordHash(entry) != leaves[i] {
				return fmt.Errorf("entry %d does not hash to its leaf", first+int64(i))
			}
			if err := grown.Append(rfc6962.DefaultHasher.HashLeaf(entry), nil); err != nil {
				return err
			}
		}
	}
	root := rfc6962.DefaultHasher.EmptyRoot()
	if tree.N > 0 {
		var err error
		if root, err = grown.GetRootHash(nil); err != nil {
			return err
		}
	}
	if string(root) != string(tree.Hash[:]) {
		return fmt.Errorf("the entries' root is %x, the checkpoint says %x", root, tree.Hash[:])
	}
	return nil
}

// checkEveryTile compares each tile that a log of this size must serve with what x/mod derives from authenticated hashes.
func checkEveryTile(log *staticLog, tree tlog.Tree) error {
	hashes := tlog.TileHashReader(tree, &tiles{log: log})
	for _, tile := range tlog.NewTiles(tileHeight, 0, tree.N) {
		served, err := log.read(c2spPath(tile))
		if err != nil {
			return err
		}
		derived, err := tlog.ReadTileData(tile, hashes)
		if err != nil {
			return err
		}
		if string(served) != string(derived) {
			return fmt.Errorf("%s is not what the tree says", c2spPath(tile))
		}
	}
	return nil
}
