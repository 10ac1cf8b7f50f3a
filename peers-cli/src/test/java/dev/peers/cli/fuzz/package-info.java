/// What reads bytes from outside, fed with bytes that nobody meant. Each `*Fuzz` is one parser with
/// its properties, in the shape that Jazzer looks for; [ParsersFuzzTest] runs them for seconds and
/// `bench/fuzz` for as long as is wanted.
@NullMarked
package dev.peers.cli.fuzz;

import org.jspecify.annotations.NullMarked;
