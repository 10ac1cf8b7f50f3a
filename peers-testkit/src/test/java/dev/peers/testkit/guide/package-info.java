/// The code of docs/testkit.md, written as somebody outside would write it.
@NullMarked
package dev.peers.testkit.guide;

import org.jspecify.annotations.NullMarked;
