/// Has the system's service manager run the broker.
@NullMarked
package dev.peers.cli.service;

import org.jspecify.annotations.NullMarked;
