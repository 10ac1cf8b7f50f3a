/// Tests of the service, with stand-ins for the system's managers.
@NullMarked
package dev.peers.cli.service;

import org.jspecify.annotations.NullMarked;
