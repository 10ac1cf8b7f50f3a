package dev.peers.core.internal;

import dev.peers.core.model.ProcessRef;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Peers by a process that they belong to. Changed on the writing thread only; everybody may read.
final class EntriesByProcess {
  private final Map<ProcessRef, List<Entry>> entries = new ConcurrentHashMap<>();

  Stream<Entry> of(ProcessRef process) {
    return entries.getOrDefault(process, List.of()).stream();
  }

  void add(ProcessRef process, Entry entry) {
    entries.merge(
        process, List.of(entry), (a, b) -> Stream.of(a, b).flatMap(List::stream).toList());
  }

  void remove(ProcessRef process, Entry entry) {
    entries.computeIfPresent(
        process,
        (p, before) -> {
          List<Entry> rest = before.stream().filter(e -> !e.equals(entry)).toList();
          return rest.isEmpty() ? null : rest;
        });
  }
}
