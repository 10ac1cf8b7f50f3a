/// Measures whole processes from outside: `bench/run`.
package dev.peers.bench;
