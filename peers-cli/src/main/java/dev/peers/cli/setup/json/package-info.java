/// Edits JSON as people write it, and leaves every byte alone that an edit does not concern.
@NullMarked
package dev.peers.cli.setup.json;

import org.jspecify.annotations.NullMarked;
