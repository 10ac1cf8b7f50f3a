package dev.peers.cli.doctor;

import dev.peers.protocol.json.JsonObject;
import java.util.List;

/// What a run of doctor found, repaired and ended with.
record Diagnosis(int exitCode, List<JsonObject> findings, List<String> done) {
  /// What is not as it should be.
  List<JsonObject> faults() {
    return findings.stream().filter(it -> !it.text("severity").equals("ok")).toList();
  }

  /// All that a check says.
  String about(String check) {
    return String.join(
        "\n",
        findings.stream()
            .filter(it -> it.text("check").equals(check))
            .map(it -> it.text("what"))
            .toList());
  }
}
