/// What a person sees: widths, colours, ages and progress.
@NullMarked
package dev.peers.cli.terminal;

import org.jspecify.annotations.NullMarked;
