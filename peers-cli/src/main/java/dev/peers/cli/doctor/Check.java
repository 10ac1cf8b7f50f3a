package dev.peers.cli.doctor;

import java.io.IOException;
import java.util.List;

/// Looks at one thing and changes nothing.
@FunctionalInterface
interface Check {
  List<Finding> look(Patient patient) throws IOException;
}
