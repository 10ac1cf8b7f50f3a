package dev.peers.cli.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A service manager: where it wants a service described, in which words, and the commands that
/// make it look. It is one of a person's own, never the system's.
interface Manager {
  /// Its name.
  String name();

  /// The program that talks to it.
  String program();

  /// The file that describes the service.
  Path file();

  /// What stands in that file.
  ///
  /// @param command the program of the broker and its arguments
  /// @param environment the variables that it gets
  String text(List<String> command, Map<String, String> environment);

  /// What a line of that file says when the broker of this socket is meant.
  String socketLine(Path socket);

  /// Makes it know the file, and starts the service now and at each login.
  ///
  /// @param changed whether it may have known another file before
  List<List<String>> enable(boolean changed);

  /// Stops the service and forgets it.
  List<List<String>> disable();

  /// After the file is gone.
  List<List<String>> forget();

  List<String> restart();

  /// Says how it is.
  List<String> status();

  /// Whether what `status` printed means that it runs.
  boolean isRunning(Programs.Result status);

  /// Prints what the service printed; empty if that is in the broker's log.
  List<String> logs();

  /// A shell command that starts it if it does not run.
  String startScript();
}
