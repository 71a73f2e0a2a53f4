package main

import (
	"encoding/binary"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

const maxResource = 32 << 20

// c2spPath maps x/mod's tile/8/L/N to C2SP's tile/L/N, and its data tiles to entry bundles.
func c2spPath(tile tlog.Tile) string {
	path := strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/", tileHeight))
	return "tile/" + strings.Replace(path, "data/", "entries/", 1)
}

func readBundle(log *staticLog, tile tlog.Tile) ([][]byte, error) {
	data, err := log.read(c2spPath(tile))
	if err != nil {
		return nil, err
	}
	var entries [][]byte
	for len(data) > 0 {
		if len(data) < 2 || len(data) < 2+int(binary.BigEndian.Uint16(data)) {
			return nil, fmt.Errorf("%s is cut off", c2spPath(tile))
		}
		end := 2 + int(binary.BigEndian.Uint16(data))
		entries = append(entries, data[2:end])
		data = data[end:]
	}
	if len(entries) != tile.W {
		return nil, fmt.Errorf("%s holds %d entries, not %d", c2spPath(tile), len(entries), tile.W)
	}
	return entries, nil
}

// tiles lets x/mod read C2SP tiles; what it reads is checked against the tree head by x/mod itself.
type tiles struct{ log *staticLog }

func (t *tiles) Height() int                         { return tileHeight }
func (t *tiles) SaveTiles(_ []tlog.Tile, _ [][]byte) {}

func (t *tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	data := make([][]byte, len(wanted))
	for i, tile := range wanted {
		bytes, err := t.log.read(c2spPath(tile))
		if err != nil {
			return nil, err
		}
		if len(bytes) != tile.W*tlog.HashSize {
			return nil, fmt.Errorf("%s has %d bytes", c2spPath(tile), len(bytes))
		}
		data[i] = bytes
	}
	return data, nil
}

// staticLog reads a log's resources from a folder or a URL, each once.
type staticLog struct {
	fetch func(path string) ([]byte, error)
	seen  map[string][]byte
}

func (l *staticLog) read(path string) ([]byte, error) {
	if data, ok := l.seen[path]; ok {
		return data, nil
	}
	data, err := l.fetch(path)
	if err == nil {
		l.seen[path] = data
	}
	return data, err
}

func logAt(where string) *staticLog {
	fetch := func(path string) ([]byte, error) { return os.ReadFile(filepath.Join(where, filepath.FromSlash(path))) }
	if strings.HasPrefix(where, "http://") || strings.HasPrefix(where, "https://") {
		client := &http.Client{Timeout: 10 * time.Second}
		fetch = func(path string) ([]byte, error) { return get(client, strings.TrimSuffix(where, "/")+"/"+path) }
	}
	return &staticLog{fetch: fetch, seen: map[string][]byte{}}
}

func get(client *http.Client, url string) ([]byte, error) {
	response, err := client.Get(url)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode == http.StatusNotFound {
		return nil, fmt.Errorf("%s: %w", url, os.ErrNotExist)
	}
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s answered %s", url, response.Status)
	}
	return io.ReadAll(io.LimitReader(response.Body, maxResource))
}
