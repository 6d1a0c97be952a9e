package io.loomctl.database;

import java.util.Properties;

public record DatabaseAddress(String jdbcUrl, Properties properties, String display) {}
