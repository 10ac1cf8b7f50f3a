/// Care for what peers write, wherever it is shown.
@NullMarked
package dev.peers.core.text;

import org.jspecify.annotations.NullMarked;
