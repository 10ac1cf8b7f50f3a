package dev.peers.protocol;

/// What a setting is at present.
///
/// @param text the value as it was given, paths in full; empty if there is none
/// @param origin where it comes from
public record SettingValue(String text, SettingOrigin origin) {}
