/// What nobody gets past, tried on the real distribution: other users, web pages, and clients that
/// ask for more than there is.
@NullMarked
package dev.peers.cli.limits;

import org.jspecify.annotations.NullMarked;
