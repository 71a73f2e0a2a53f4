// When versions of the configuration come into force by themselves: the property is there only while they are scheduled.
CREATE INDEX config_version_schedule IF NOT EXISTS FOR (n:RevOpsConfigVersion) ON (n.activateAt)
