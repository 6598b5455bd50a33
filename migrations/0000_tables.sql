CREATE TABLE `agreement_parties` (
	`agreement_id` text NOT NULL,
	`party_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`agreement_id`, `party_id`),
	FOREIGN KEY (`agreement_id`) REFERENCES `agreements`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`party_id`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `agreement_parties_by_value` ON `agreement_parties` (`party_id`,`agreement_id`);--> statement-breakpoint
CREATE TABLE `agreement_proposers` (
	`agreement_id` text NOT NULL,
	`proposer_collection` text NOT NULL,
	`proposer_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`agreement_id`, `proposer_collection`, `proposer_id`),
	FOREIGN KEY (`agreement_id`) REFERENCES `agreements`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`proposer_collection`,`proposer_id`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `agreement_proposers_by_value` ON `agreement_proposers` (`proposer_collection`,`proposer_id`,`agreement_id`);--> statement-breakpoint
CREATE TABLE `agreement_regions` (
	`agreement_id` text NOT NULL,
	`region_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`agreement_id`, `region_id`),
	FOREIGN KEY (`agreement_id`) REFERENCES `agreements`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`region_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `agreement_regions_by_value` ON `agreement_regions` (`region_id`,`agreement_id`);--> statement-breakpoint
CREATE TABLE `agreement_sources` (
	`agreement_id` text NOT NULL,
	`source_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`agreement_id`, `source_id`),
	FOREIGN KEY (`agreement_id`) REFERENCES `agreements`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `agreement_sources_by_value` ON `agreement_sources` (`source_id`,`agreement_id`);--> statement-breakpoint
CREATE TABLE `agreement_terms` (
	`id` text PRIMARY KEY NOT NULL,
	`agreement_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`term` text NOT NULL,
	FOREIGN KEY (`agreement_id`) REFERENCES `agreements`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `agreement_terms_by_owner` ON `agreement_terms` (`agreement_id`,`ordinal`);--> statement-breakpoint
CREATE TABLE `agreement_topics` (
	`agreement_id` text NOT NULL,
	`topic_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`agreement_id`, `topic_id`),
	FOREIGN KEY (`agreement_id`) REFERENCES `agreements`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`topic_id`) REFERENCES `topics`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `agreement_topics_by_value` ON `agreement_topics` (`topic_id`,`agreement_id`);--> statement-breakpoint
CREATE TABLE `agreements` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`status` text NOT NULL,
	`summary` text NOT NULL,
	`work` text,
	`date` text,
	`date_earliest` text,
	`date_latest` text,
	`date_basis` text,
	`wikidata` text,
	`identifiers_from` text,
	`source_count` integer NOT NULL,
	`reading` text NOT NULL,
	`revised` text NOT NULL,
	CONSTRAINT "agreements_date_basis" CHECK("agreements"."date_basis" in ('stated', 'inferred')),
	CONSTRAINT "agreements_reading" CHECK("agreements"."reading" in ('one_reader', 'two_readers', 'adjudicated')),
	CONSTRAINT "agreements_kind" CHECK("agreements"."kind" in ('treaty', 'charter', 'accord', 'decree', 'peace_plan', 'arrangement', 'policy_paper')),
	CONSTRAINT "agreements_status" CHECK("agreements"."status" in ('signed', 'in_force', 'issued', 'proposed', 'not_stated')),
	CONSTRAINT "agreements_date" CHECK("agreements"."date_earliest" is null or "agreements"."date_latest" is null or "agreements"."date_earliest" <= "agreements"."date_latest")
);
--> statement-breakpoint
CREATE INDEX `agreements_by_reading` ON `agreements` (`reading`,`id`);--> statement-breakpoint
CREATE INDEX `agreements_by_revised` ON `agreements` (`revised`,`id`);--> statement-breakpoint
CREATE INDEX `agreements_by_source_count` ON `agreements` (`source_count`,`id`);--> statement-breakpoint
CREATE INDEX `agreements_by_name` ON `agreements` (`name`,`id`);--> statement-breakpoint
CREATE INDEX `agreements_by_day` ON `agreements` (case when "date_earliest" is null then "date_latest" else "date_earliest" end,`id`);--> statement-breakpoint
CREATE INDEX `agreements_by_date` ON `agreements` (`date`,`id`);--> statement-breakpoint
CREATE INDEX `agreements_by_date_earliest` ON `agreements` (`date_earliest`,`date_latest`,`id`);--> statement-breakpoint
CREATE INDEX `agreements_by_date_latest` ON `agreements` (`date_latest`,`date_earliest`,`id`);--> statement-breakpoint
CREATE INDEX `agreements_by_kind` ON `agreements` (`kind`,`id`);--> statement-breakpoint
CREATE INDEX `agreements_by_status` ON `agreements` (`status`,`id`);--> statement-breakpoint
CREATE TABLE `attribute_sources` (
	`attribute_id` text NOT NULL,
	`source_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`attribute_id`, `source_id`),
	FOREIGN KEY (`attribute_id`) REFERENCES `attributes`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `attribute_sources_by_value` ON `attribute_sources` (`source_id`,`attribute_id`);--> statement-breakpoint
CREATE TABLE `attributes` (
	`id` text PRIMARY KEY NOT NULL,
	`weapon_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`name` text NOT NULL,
	`attribute` text NOT NULL,
	`of` text,
	`value` text NOT NULL,
	`unit` text,
	`party_id` text,
	`asserted_by_collection` text NOT NULL,
	`asserted_by_id` text NOT NULL,
	`voice` text NOT NULL,
	`source_count` integer NOT NULL,
	FOREIGN KEY (`weapon_id`) REFERENCES `weapons`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`party_id`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`asserted_by_collection`,`asserted_by_id`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "attributes_attribute" CHECK("attributes"."attribute" in ('user', 'supplier', 'permission', 'type', 'novelty', 'warheads', 'payload', 'speed', 'range', 'interceptability', 'other')),
	CONSTRAINT "attributes_voice" CHECK("attributes"."voice" in ('attributed', 'own', 'ambiguous'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `attributes_by_owner` ON `attributes` (`weapon_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `attributes_by_attribute` ON `attributes` (`attribute`,`id`);--> statement-breakpoint
CREATE INDEX `attributes_by_party_id` ON `attributes` (`party_id`,`id`);--> statement-breakpoint
CREATE INDEX `attributes_by_asserted_by_id` ON `attributes` (`asserted_by_id`,`asserted_by_collection`,`id`);--> statement-breakpoint
CREATE TABLE `citations` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`source_id` text NOT NULL,
	`record_collection` text NOT NULL,
	`record_id` text NOT NULL,
	`field` text NOT NULL,
	`value` text,
	`start` integer NOT NULL,
	`end` integer NOT NULL,
	`exact` text NOT NULL,
	`position` text NOT NULL,
	`ordinal` integer NOT NULL,
	`member` integer,
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`record_collection`,`record_id`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "citations_passage" CHECK("citations"."start" >= 0 and "citations"."start" < "citations"."end")
);
--> statement-breakpoint
CREATE INDEX `citations_by_record` ON `citations` (`record_id`,`record_collection`,`ordinal`);--> statement-breakpoint
CREATE INDEX `citations_by_position` ON `citations` (`position`,`id`);--> statement-breakpoint
CREATE INDEX `citations_by_source_id` ON `citations` (`source_id`,`id`);--> statement-breakpoint
CREATE INDEX `citations_by_field` ON `citations` (`field`,`id`);--> statement-breakpoint
CREATE TABLE `coding_codes` (
	`id` text PRIMARY KEY NOT NULL,
	`coding_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`source_id` text NOT NULL,
	`start` integer NOT NULL,
	`end` integer NOT NULL,
	`coder` text NOT NULL,
	`demand` text NOT NULL,
	`by` text NOT NULL,
	`of` text NOT NULL,
	`kind` text NOT NULL,
	`speech_act` text NOT NULL,
	`conditional` text NOT NULL,
	`change` text NOT NULL,
	`note` text,
	FOREIGN KEY (`coding_id`) REFERENCES `codings`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "coding_codes_coder" CHECK("coding_codes"."coder" in ('first', 'second'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `coding_codes_by_owner` ON `coding_codes` (`coding_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `coding_codes_by_source_id` ON `coding_codes` (`source_id`,`id`);--> statement-breakpoint
CREATE INDEX `coding_codes_by_coder` ON `coding_codes` (`coder`,`id`);--> statement-breakpoint
CREATE INDEX `coding_codes_by_demand` ON `coding_codes` (`demand`,`id`);--> statement-breakpoint
CREATE INDEX `coding_codes_by_by` ON `coding_codes` (`by`,`id`);--> statement-breakpoint
CREATE INDEX `coding_codes_by_kind` ON `coding_codes` (`kind`,`id`);--> statement-breakpoint
CREATE INDEX `coding_codes_by_speech_act` ON `coding_codes` (`speech_act`,`id`);--> statement-breakpoint
CREATE INDEX `coding_codes_by_conditional` ON `coding_codes` (`conditional`,`id`);--> statement-breakpoint
CREATE INDEX `coding_codes_by_change` ON `coding_codes` (`change`,`id`);--> statement-breakpoint
CREATE TABLE `codings` (
	`id` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`method` text NOT NULL,
	`coders` text NOT NULL,
	`date` text,
	`date_earliest` text,
	`date_latest` text,
	`revised` text NOT NULL,
	CONSTRAINT "codings_date" CHECK("codings"."date_earliest" is null or "codings"."date_latest" is null or "codings"."date_earliest" <= "codings"."date_latest")
);
--> statement-breakpoint
CREATE INDEX `codings_by_revised` ON `codings` (`revised`,`id`);--> statement-breakpoint
CREATE INDEX `codings_by_title` ON `codings` (`title`,`id`);--> statement-breakpoint
CREATE INDEX `codings_by_day` ON `codings` (case when "date_earliest" is null then "date_latest" else "date_earliest" end,`id`);--> statement-breakpoint
CREATE INDEX `codings_by_date` ON `codings` (`date`,`id`);--> statement-breakpoint
CREATE INDEX `codings_by_date_earliest` ON `codings` (`date_earliest`,`date_latest`,`id`);--> statement-breakpoint
CREATE INDEX `codings_by_date_latest` ON `codings` (`date_latest`,`date_earliest`,`id`);--> statement-breakpoint
CREATE TABLE `records` (
	`collection` text NOT NULL,
	`id` text NOT NULL,
	`label` text NOT NULL,
	PRIMARY KEY(`collection`, `id`)
);
--> statement-breakpoint
CREATE TABLE `release` (
	`id` text PRIMARY KEY NOT NULL,
	`date` text NOT NULL,
	`hash` text NOT NULL,
	`title` text NOT NULL,
	`description` text NOT NULL,
	`version` text NOT NULL,
	`content` text NOT NULL,
	`license` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `commitment_answers` (
	`id` text PRIMARY KEY NOT NULL,
	`commitment_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`demand_id` text NOT NULL,
	`how` text NOT NULL,
	FOREIGN KEY (`commitment_id`) REFERENCES `commitments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`demand_id`) REFERENCES `demands`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "commitment_answers_how" CHECK("commitment_answers"."how" in ('rejects', 'accepts', 'accepts_in_part', 'defers', 'counter_proposes', 'overlaps', 'falls_short', 'says_met', 'says_broken'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `commitment_answers_by_owner` ON `commitment_answers` (`commitment_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `commitment_answers_by_demand_id` ON `commitment_answers` (`demand_id`,`commitment_id`);--> statement-breakpoint
CREATE INDEX `commitment_answers_by_how` ON `commitment_answers` (`how`,`id`);--> statement-breakpoint
CREATE TABLE `commitment_origins` (
	`commitment_id` text NOT NULL,
	`party_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`commitment_id`, `party_id`),
	FOREIGN KEY (`commitment_id`) REFERENCES `commitments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`party_id`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `commitment_origins_by_value` ON `commitment_origins` (`party_id`,`commitment_id`);--> statement-breakpoint
CREATE TABLE `commitment_sources` (
	`commitment_id` text NOT NULL,
	`source_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`commitment_id`, `source_id`),
	FOREIGN KEY (`commitment_id`) REFERENCES `commitments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `commitment_sources_by_value` ON `commitment_sources` (`source_id`,`commitment_id`);--> statement-breakpoint
CREATE TABLE `commitment_statements` (
	`commitment_id` text NOT NULL,
	`statement_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`commitment_id`, `statement_id`),
	FOREIGN KEY (`commitment_id`) REFERENCES `commitments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`statement_id`) REFERENCES `statements`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `commitment_statements_by_value` ON `commitment_statements` (`statement_id`,`commitment_id`);--> statement-breakpoint
CREATE TABLE `commitment_topics` (
	`commitment_id` text NOT NULL,
	`topic_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`commitment_id`, `topic_id`),
	FOREIGN KEY (`commitment_id`) REFERENCES `commitments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`topic_id`) REFERENCES `topics`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `commitment_topics_by_value` ON `commitment_topics` (`topic_id`,`commitment_id`);--> statement-breakpoint
CREATE TABLE `commitment_towards` (
	`commitment_id` text NOT NULL,
	`towards_collection` text NOT NULL,
	`towards_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`commitment_id`, `towards_collection`, `towards_id`),
	FOREIGN KEY (`commitment_id`) REFERENCES `commitments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`towards_collection`,`towards_id`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `commitment_towards_by_value` ON `commitment_towards` (`towards_collection`,`towards_id`,`commitment_id`);--> statement-breakpoint
CREATE TABLE `commitment_voices` (
	`commitment_id` text NOT NULL,
	`who_collection` text NOT NULL,
	`who_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`commitment_id`, `who_collection`, `who_id`),
	FOREIGN KEY (`commitment_id`) REFERENCES `commitments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`who_collection`,`who_id`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `commitment_voices_by_value` ON `commitment_voices` (`who_collection`,`who_id`,`commitment_id`);--> statement-breakpoint
CREATE TABLE `commitments` (
	`id` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`summary` text,
	`party_id` text NOT NULL,
	`kind` text NOT NULL,
	`binding` text NOT NULL,
	`condition` text,
	`deadline` text,
	`occasion_id` text,
	`agreement_id` text,
	`date` text,
	`date_earliest` text,
	`date_latest` text,
	`date_basis` text,
	`date_how` text,
	`report_count` integer NOT NULL,
	`source_count` integer NOT NULL,
	`origin_count` integer NOT NULL,
	`origins_not_stated` integer NOT NULL,
	`reading` text NOT NULL,
	`revised` text NOT NULL,
	FOREIGN KEY (`party_id`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`occasion_id`) REFERENCES `events`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`agreement_id`) REFERENCES `agreements`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "commitments_kind" CHECK("commitments"."kind" in ('undertakes', 'grants', 'offers', 'refuses')),
	CONSTRAINT "commitments_binding" CHECK("commitments"."binding" in ('treaty', 'resolution', 'joint_statement', 'unilateral_statement', 'oral_offer', 'proposal', 'not_stated')),
	CONSTRAINT "commitments_date_basis" CHECK("commitments"."date_basis" in ('stated', 'inferred', 'occasion')),
	CONSTRAINT "commitments_reading" CHECK("commitments"."reading" in ('one_reader', 'two_readers', 'adjudicated')),
	CONSTRAINT "commitments_counts" CHECK(min("commitments"."report_count", "commitments"."source_count", "commitments"."origin_count", "commitments"."origins_not_stated") >= 0),
	CONSTRAINT "commitments_date" CHECK("commitments"."date_earliest" is null or "commitments"."date_latest" is null or "commitments"."date_earliest" <= "commitments"."date_latest")
);
--> statement-breakpoint
CREATE INDEX `commitments_by_reading` ON `commitments` (`reading`,`id`);--> statement-breakpoint
CREATE INDEX `commitments_by_revised` ON `commitments` (`revised`,`id`);--> statement-breakpoint
CREATE INDEX `commitments_by_title` ON `commitments` (`title`,`id`);--> statement-breakpoint
CREATE INDEX `commitments_by_report_count` ON `commitments` (`report_count`,`id`);--> statement-breakpoint
CREATE INDEX `commitments_by_source_count` ON `commitments` (`source_count`,`id`);--> statement-breakpoint
CREATE INDEX `commitments_by_origin_count` ON `commitments` (`origin_count`,`id`);--> statement-breakpoint
CREATE INDEX `commitments_by_origins_not_stated` ON `commitments` (`origins_not_stated`,`id`);--> statement-breakpoint
CREATE INDEX `commitments_by_day` ON `commitments` (case when "date_earliest" is null then "date_latest" else "date_earliest" end,`id`);--> statement-breakpoint
CREATE INDEX `commitments_by_date` ON `commitments` (`date`,`id`);--> statement-breakpoint
CREATE INDEX `commitments_by_date_earliest` ON `commitments` (`date_earliest`,`date_latest`,`id`);--> statement-breakpoint
CREATE INDEX `commitments_by_date_latest` ON `commitments` (`date_latest`,`date_earliest`,`id`);--> statement-breakpoint
CREATE INDEX `commitments_by_party_id` ON `commitments` (`party_id`,`id`);--> statement-breakpoint
CREATE INDEX `commitments_by_kind` ON `commitments` (`kind`,`id`);--> statement-breakpoint
CREATE INDEX `commitments_by_binding` ON `commitments` (`binding`,`id`);--> statement-breakpoint
CREATE INDEX `commitments_by_occasion_id` ON `commitments` (`occasion_id`,`id`);--> statement-breakpoint
CREATE INDEX `commitments_by_agreement_id` ON `commitments` (`agreement_id`,`id`);--> statement-breakpoint
CREATE TABLE `commitments_kept` (
	`id` text PRIMARY KEY NOT NULL,
	`commitment_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`kept` text NOT NULL,
	`says_collection` text NOT NULL,
	`says_id` text NOT NULL,
	FOREIGN KEY (`commitment_id`) REFERENCES `commitments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`says_collection`,`says_id`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "commitments_kept_kept" CHECK("commitments_kept"."kept" in ('none', 'in_part', 'whole'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `commitments_kept_by_owner` ON `commitments_kept` (`commitment_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `commitments_kept_by_kept` ON `commitments_kept` (`kept`,`id`);--> statement-breakpoint
CREATE INDEX `commitments_kept_by_says_id` ON `commitments_kept` (`says_id`,`says_collection`,`commitment_id`);--> statement-breakpoint
CREATE TABLE `correction_records` (
	`correction_id` text NOT NULL,
	`record_collection` text NOT NULL,
	`record_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`correction_id`, `record_collection`, `record_id`),
	FOREIGN KEY (`correction_id`) REFERENCES `corrections`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`record_collection`,`record_id`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `correction_records_by_value` ON `correction_records` (`record_collection`,`record_id`,`correction_id`);--> statement-breakpoint
CREATE TABLE `corrections` (
	`id` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`now` text NOT NULL,
	`date` text,
	`date_earliest` text,
	`date_latest` text,
	`removed` text,
	`noticed_by` text NOT NULL,
	`revised` text NOT NULL,
	CONSTRAINT "corrections_date" CHECK("corrections"."date_earliest" is null or "corrections"."date_latest" is null or "corrections"."date_earliest" <= "corrections"."date_latest")
);
--> statement-breakpoint
CREATE INDEX `corrections_by_revised` ON `corrections` (`revised`,`id`);--> statement-breakpoint
CREATE INDEX `corrections_by_title` ON `corrections` (`title`,`id`);--> statement-breakpoint
CREATE INDEX `corrections_by_day` ON `corrections` (case when "date_earliest" is null then "date_latest" else "date_earliest" end,`id`);--> statement-breakpoint
CREATE INDEX `corrections_by_date` ON `corrections` (`date`,`id`);--> statement-breakpoint
CREATE INDEX `corrections_by_date_earliest` ON `corrections` (`date_earliest`,`date_latest`,`id`);--> statement-breakpoint
CREATE INDEX `corrections_by_date_latest` ON `corrections` (`date_latest`,`date_earliest`,`id`);--> statement-breakpoint
CREATE TABLE `coverage` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`statement_id` text NOT NULL,
	`speaker_collection` text NOT NULL,
	`speaker_id` text NOT NULL,
	FOREIGN KEY (`statement_id`) REFERENCES `statements`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`speaker_collection`,`speaker_id`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `coverage_by_statement_id` ON `coverage` (`statement_id`,`id`);--> statement-breakpoint
CREATE INDEX `coverage_by_speaker_id` ON `coverage` (`speaker_id`,`speaker_collection`,`id`);--> statement-breakpoint
CREATE TABLE `coverage_sources` (
	`coverage_id` text NOT NULL,
	`source_id` text NOT NULL,
	`coverage` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`coverage_id`, `source_id`),
	FOREIGN KEY (`coverage_id`) REFERENCES `coverage`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "coverage_sources_coverage" CHECK("coverage_sources"."coverage" in ('direct', 'indirect', 'mixed', 'not_reported'))
);
--> statement-breakpoint
CREATE INDEX `coverage_sources_by_source` ON `coverage_sources` (`source_id`,`coverage`,`coverage_id`);--> statement-breakpoint
CREATE TABLE `demand_addressees` (
	`demand_id` text NOT NULL,
	`party_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`demand_id`, `party_id`),
	FOREIGN KEY (`demand_id`) REFERENCES `demands`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`party_id`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `demand_addressees_by_value` ON `demand_addressees` (`party_id`,`demand_id`);--> statement-breakpoint
CREATE TABLE `demand_kinds` (
	`id` text PRIMARY KEY NOT NULL,
	`demand_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`kind` text NOT NULL,
	`source_count` integer NOT NULL,
	`origin_count` integer NOT NULL,
	`origins_not_stated` integer NOT NULL,
	FOREIGN KEY (`demand_id`) REFERENCES `demands`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "demand_kinds_kind" CHECK("demand_kinds"."kind" in ('precondition', 'required_term', 'red_line', 'requirement', 'expectation', 'call', 'proposal', 'wish'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `demand_kinds_by_owner` ON `demand_kinds` (`demand_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `demand_kinds_by_kind` ON `demand_kinds` (`kind`,`id`);--> statement-breakpoint
CREATE INDEX `demand_kinds_by_source_count` ON `demand_kinds` (`source_count`,`id`);--> statement-breakpoint
CREATE INDEX `demand_kinds_by_origin_count` ON `demand_kinds` (`origin_count`,`id`);--> statement-breakpoint
CREATE INDEX `demand_kinds_by_origins_not_stated` ON `demand_kinds` (`origins_not_stated`,`id`);--> statement-breakpoint
CREATE TABLE `demand_origins` (
	`demand_id` text NOT NULL,
	`party_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`demand_id`, `party_id`),
	FOREIGN KEY (`demand_id`) REFERENCES `demands`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`party_id`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `demand_origins_by_value` ON `demand_origins` (`party_id`,`demand_id`);--> statement-breakpoint
CREATE TABLE `demand_regions` (
	`demand_id` text NOT NULL,
	`region_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`demand_id`, `region_id`),
	FOREIGN KEY (`demand_id`) REFERENCES `demands`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`region_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `demand_regions_by_value` ON `demand_regions` (`region_id`,`demand_id`);--> statement-breakpoint
CREATE TABLE `demand_relations` (
	`id` text PRIMARY KEY NOT NULL,
	`from_demand_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`relation` text NOT NULL,
	`demand_id` text NOT NULL,
	`reason` text NOT NULL,
	FOREIGN KEY (`from_demand_id`) REFERENCES `demands`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`demand_id`) REFERENCES `demands`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "demand_relations_relation" CHECK("demand_relations"."relation" in ('distinct_from', 'see_also'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `demand_relations_by_owner` ON `demand_relations` (`from_demand_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `demand_relations_by_relation` ON `demand_relations` (`relation`,`id`);--> statement-breakpoint
CREATE INDEX `demand_relations_by_demand_id` ON `demand_relations` (`demand_id`,`from_demand_id`);--> statement-breakpoint
CREATE TABLE `demand_renderings` (
	`id` text PRIMARY KEY NOT NULL,
	`demand_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`source_id` text NOT NULL,
	`kind` text NOT NULL,
	`condition` text,
	`position_id` text NOT NULL,
	FOREIGN KEY (`demand_id`) REFERENCES `demands`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`position_id`) REFERENCES `positions`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "demand_renderings_kind" CHECK("demand_renderings"."kind" in ('precondition', 'required_term', 'red_line', 'requirement', 'expectation', 'call', 'proposal', 'wish'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `demand_renderings_by_owner` ON `demand_renderings` (`demand_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `demand_renderings_by_source_id` ON `demand_renderings` (`source_id`,`id`);--> statement-breakpoint
CREATE INDEX `demand_renderings_by_kind` ON `demand_renderings` (`kind`,`id`);--> statement-breakpoint
CREATE INDEX `demand_renderings_by_position_id` ON `demand_renderings` (`position_id`,`id`);--> statement-breakpoint
CREATE TABLE `demand_reporters` (
	`demand_id` text NOT NULL,
	`reporter_collection` text NOT NULL,
	`reporter_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`demand_id`, `reporter_collection`, `reporter_id`),
	FOREIGN KEY (`demand_id`) REFERENCES `demands`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`reporter_collection`,`reporter_id`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `demand_reporters_by_value` ON `demand_reporters` (`reporter_collection`,`reporter_id`,`demand_id`);--> statement-breakpoint
CREATE TABLE `demand_responses` (
	`id` text PRIMARY KEY NOT NULL,
	`demand_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`response` text NOT NULL,
	`by_collection` text NOT NULL,
	`by_id` text NOT NULL,
	`to_all_of_party` integer NOT NULL,
	`statement_id` text,
	`commitment_id` text,
	FOREIGN KEY (`demand_id`) REFERENCES `demands`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`statement_id`) REFERENCES `statements`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`commitment_id`) REFERENCES `commitments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by_collection`,`by_id`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "demand_responses_to_all_of_party" CHECK("demand_responses"."to_all_of_party" in (0, 1)),
	CONSTRAINT "demand_responses_response" CHECK("demand_responses"."response" in ('rejects', 'accepts', 'accepts_in_part', 'defers', 'counter_proposes', 'overlaps', 'falls_short', 'says_met', 'says_broken'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `demand_responses_by_owner` ON `demand_responses` (`demand_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `demand_responses_by_response` ON `demand_responses` (`response`,`id`);--> statement-breakpoint
CREATE INDEX `demand_responses_by_by_id` ON `demand_responses` (`by_id`,`id`);--> statement-breakpoint
CREATE INDEX `demand_responses_by_to_all_of_party` ON `demand_responses` (`to_all_of_party`,`id`);--> statement-breakpoint
CREATE INDEX `demand_responses_by_statement_id` ON `demand_responses` (`statement_id`,`id`);--> statement-breakpoint
CREATE INDEX `demand_responses_by_commitment_id` ON `demand_responses` (`commitment_id`,`id`);--> statement-breakpoint
CREATE TABLE `demand_sources` (
	`demand_id` text NOT NULL,
	`source_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`demand_id`, `source_id`),
	FOREIGN KEY (`demand_id`) REFERENCES `demands`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `demand_sources_by_value` ON `demand_sources` (`source_id`,`demand_id`);--> statement-breakpoint
CREATE TABLE `demand_statements` (
	`demand_id` text NOT NULL,
	`statement_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`demand_id`, `statement_id`),
	FOREIGN KEY (`demand_id`) REFERENCES `demands`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`statement_id`) REFERENCES `statements`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `demand_statements_by_value` ON `demand_statements` (`statement_id`,`demand_id`);--> statement-breakpoint
CREATE TABLE `demand_topics` (
	`demand_id` text NOT NULL,
	`topic_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`demand_id`, `topic_id`),
	FOREIGN KEY (`demand_id`) REFERENCES `demands`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`topic_id`) REFERENCES `topics`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `demand_topics_by_value` ON `demand_topics` (`topic_id`,`demand_id`);--> statement-breakpoint
CREATE TABLE `demand_voices` (
	`id` text PRIMARY KEY NOT NULL,
	`demand_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`who_collection` text NOT NULL,
	`who_id` text NOT NULL,
	`act` text NOT NULL,
	`restates_collection` text,
	`restates_id` text,
	FOREIGN KEY (`demand_id`) REFERENCES `demands`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`who_collection`,`who_id`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`restates_collection`,`restates_id`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "demand_voices_restates_id" CHECK(("demand_voices"."restates_collection" is null) = ("demand_voices"."restates_id" is null)),
	CONSTRAINT "demand_voices_act" CHECK("demand_voices"."act" in ('made', 'restated', 'quoted', 'told_of_another_side'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `demand_voices_by_owner` ON `demand_voices` (`demand_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `demand_voices_by_act` ON `demand_voices` (`act`,`id`);--> statement-breakpoint
CREATE INDEX `demand_voices_by_restates_id` ON `demand_voices` (`restates_id`,`id`);--> statement-breakpoint
CREATE INDEX `demand_voices_by_who_id` ON `demand_voices` (`who_id`,`who_collection`,`demand_id`);--> statement-breakpoint
CREATE TABLE `demands` (
	`id` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`summary` text NOT NULL,
	`party_id` text NOT NULL,
	`kind` text NOT NULL,
	`condition` text,
	`position_id` text NOT NULL,
	`first_stated` text,
	`first_stated_earliest` text,
	`first_stated_latest` text,
	`last_affirmed` text,
	`last_affirmed_earliest` text,
	`last_affirmed_latest` text,
	`silent_since` text,
	`response_count` integer NOT NULL,
	`blanket_response_count` integer NOT NULL,
	`report_count` integer NOT NULL,
	`source_count` integer NOT NULL,
	`origin_count` integer NOT NULL,
	`origins_not_stated` integer NOT NULL,
	`reading` text NOT NULL,
	`revised` text NOT NULL,
	FOREIGN KEY (`party_id`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`position_id`) REFERENCES `positions`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "demands_reading" CHECK("demands"."reading" in ('one_reader', 'two_readers', 'adjudicated')),
	CONSTRAINT "demands_kind" CHECK("demands"."kind" in ('precondition', 'required_term', 'red_line', 'requirement', 'expectation', 'call', 'proposal', 'wish')),
	CONSTRAINT "demands_counts" CHECK(min("demands"."report_count", "demands"."source_count", "demands"."origin_count", "demands"."origins_not_stated") >= 0),
	CONSTRAINT "demands_first_stated" CHECK("demands"."first_stated_earliest" is null or "demands"."first_stated_latest" is null or "demands"."first_stated_earliest" <= "demands"."first_stated_latest"),
	CONSTRAINT "demands_last_affirmed" CHECK("demands"."last_affirmed_earliest" is null or "demands"."last_affirmed_latest" is null or "demands"."last_affirmed_earliest" <= "demands"."last_affirmed_latest")
);
--> statement-breakpoint
CREATE INDEX `demands_by_reading` ON `demands` (`reading`,`id`);--> statement-breakpoint
CREATE INDEX `demands_by_revised` ON `demands` (`revised`,`id`);--> statement-breakpoint
CREATE INDEX `demands_by_title` ON `demands` (`title`,`id`);--> statement-breakpoint
CREATE INDEX `demands_by_report_count` ON `demands` (`report_count`,`id`);--> statement-breakpoint
CREATE INDEX `demands_by_source_count` ON `demands` (`source_count`,`id`);--> statement-breakpoint
CREATE INDEX `demands_by_origin_count` ON `demands` (`origin_count`,`id`);--> statement-breakpoint
CREATE INDEX `demands_by_origins_not_stated` ON `demands` (`origins_not_stated`,`id`);--> statement-breakpoint
CREATE INDEX `demands_by_party_id` ON `demands` (`party_id`,`id`);--> statement-breakpoint
CREATE INDEX `demands_by_kind` ON `demands` (`kind`,`id`);--> statement-breakpoint
CREATE INDEX `demands_by_silent_since` ON `demands` (`silent_since`,`id`);--> statement-breakpoint
CREATE INDEX `demands_by_response_count` ON `demands` (`response_count`,`id`);--> statement-breakpoint
CREATE INDEX `demands_by_blanket_response_count` ON `demands` (`blanket_response_count`,`id`);--> statement-breakpoint
CREATE INDEX `demands_by_first_day` ON `demands` (case when "first_stated_earliest" is null then "first_stated_latest" else "first_stated_earliest" end,`id`);--> statement-breakpoint
CREATE INDEX `demands_by_first_stated` ON `demands` (`first_stated`,`id`);--> statement-breakpoint
CREATE INDEX `demands_by_first_stated_earliest` ON `demands` (`first_stated_earliest`,`first_stated_latest`,`id`);--> statement-breakpoint
CREATE INDEX `demands_by_first_stated_latest` ON `demands` (`first_stated_latest`,`first_stated_earliest`,`id`);--> statement-breakpoint
CREATE INDEX `demands_by_last_day` ON `demands` (case when "last_affirmed_earliest" is null then "last_affirmed_latest" else "last_affirmed_earliest" end,`id`);--> statement-breakpoint
CREATE INDEX `demands_by_last_affirmed` ON `demands` (`last_affirmed`,`id`);--> statement-breakpoint
CREATE INDEX `demands_by_last_affirmed_earliest` ON `demands` (`last_affirmed_earliest`,`last_affirmed_latest`,`id`);--> statement-breakpoint
CREATE INDEX `demands_by_last_affirmed_latest` ON `demands` (`last_affirmed_latest`,`last_affirmed_earliest`,`id`);--> statement-breakpoint
CREATE TABLE `dictionary` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`collection` text NOT NULL,
	`field` text NOT NULL,
	`table` text,
	`type` text NOT NULL,
	`many` integer NOT NULL,
	`definition` text NOT NULL,
	`may_be_null` integer NOT NULL,
	`null_means` text,
	CONSTRAINT "dictionary_may_be_null" CHECK("dictionary"."may_be_null" in (0, 1)),
	CONSTRAINT "dictionary_many" CHECK("dictionary"."many" in (0, 1)),
	CONSTRAINT "dictionary_type" CHECK("dictionary"."type" in ('reference', 'date', 'text', 'number', 'boolean', 'word', 'object')),
	CONSTRAINT "dictionary_null_means" CHECK("dictionary"."null_means" in ('not_in_sources', 'ambiguous', 'not_applicable', 'not_looked_up'))
);
--> statement-breakpoint
CREATE INDEX `dictionary_by_collection` ON `dictionary` (`collection`,`id`);--> statement-breakpoint
CREATE TABLE `dictionary_allowed` (
	`dictionary_id` text NOT NULL,
	`word` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`dictionary_id`, `position`),
	FOREIGN KEY (`dictionary_id`) REFERENCES `dictionary`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `dictionary_columns` (
	`dictionary_id` text NOT NULL,
	`column` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`dictionary_id`, `position`),
	FOREIGN KEY (`dictionary_id`) REFERENCES `dictionary`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `dictionary_csv_columns` (
	`dictionary_id` text NOT NULL,
	`column` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`dictionary_id`, `position`),
	FOREIGN KEY (`dictionary_id`) REFERENCES `dictionary`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `dictionary_targets` (
	`dictionary_id` text NOT NULL,
	`collection` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`dictionary_id`, `position`),
	FOREIGN KEY (`dictionary_id`) REFERENCES `dictionary`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `divergence_about` (
	`divergence_id` text NOT NULL,
	`about_collection` text NOT NULL,
	`about_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`divergence_id`, `about_collection`, `about_id`),
	FOREIGN KEY (`divergence_id`) REFERENCES `divergences`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`about_collection`,`about_id`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `divergence_about_by_value` ON `divergence_about` (`about_collection`,`about_id`,`divergence_id`);--> statement-breakpoint
CREATE TABLE `divergence_positions` (
	`id` text PRIMARY KEY NOT NULL,
	`divergence_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`source_id` text NOT NULL,
	`position` text NOT NULL,
	FOREIGN KEY (`divergence_id`) REFERENCES `divergences`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `divergence_positions_by_owner` ON `divergence_positions` (`divergence_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `divergence_positions_by_source_id` ON `divergence_positions` (`source_id`,`id`);--> statement-breakpoint
CREATE TABLE `divergence_sources` (
	`divergence_id` text NOT NULL,
	`source_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`divergence_id`, `source_id`),
	FOREIGN KEY (`divergence_id`) REFERENCES `divergences`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `divergence_sources_by_value` ON `divergence_sources` (`source_id`,`divergence_id`);--> statement-breakpoint
CREATE TABLE `divergence_topics` (
	`divergence_id` text NOT NULL,
	`topic_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`divergence_id`, `topic_id`),
	FOREIGN KEY (`divergence_id`) REFERENCES `divergences`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`topic_id`) REFERENCES `topics`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `divergence_topics_by_value` ON `divergence_topics` (`topic_id`,`divergence_id`);--> statement-breakpoint
CREATE TABLE `divergences` (
	`id` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`kind` text NOT NULL,
	`summary` text NOT NULL,
	`source_count` integer NOT NULL,
	`reading` text NOT NULL,
	`revised` text NOT NULL,
	CONSTRAINT "divergences_reading" CHECK("divergences"."reading" in ('one_reader', 'two_readers', 'adjudicated')),
	CONSTRAINT "divergences_kind" CHECK("divergences"."kind" in ('wording', 'date', 'name', 'attribution', 'condition', 'scope', 'description', 'only_one_reports'))
);
--> statement-breakpoint
CREATE INDEX `divergences_by_reading` ON `divergences` (`reading`,`id`);--> statement-breakpoint
CREATE INDEX `divergences_by_revised` ON `divergences` (`revised`,`id`);--> statement-breakpoint
CREATE INDEX `divergences_by_source_count` ON `divergences` (`source_count`,`id`);--> statement-breakpoint
CREATE INDEX `divergences_by_title` ON `divergences` (`title`,`id`);--> statement-breakpoint
CREATE INDEX `divergences_by_kind` ON `divergences` (`kind`,`id`);--> statement-breakpoint
CREATE TABLE `event_dates` (
	`id` text PRIMARY KEY NOT NULL,
	`event_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`edtf` text,
	`edtf_earliest` text,
	`edtf_latest` text,
	`basis` text NOT NULL,
	`how` text,
	FOREIGN KEY (`event_id`) REFERENCES `events`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "event_dates_basis" CHECK("event_dates"."basis" in ('stated', 'inferred'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `event_dates_by_owner` ON `event_dates` (`event_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `event_dates_by_basis` ON `event_dates` (`basis`,`id`);--> statement-breakpoint
CREATE INDEX `event_dates_by_edtf_earliest` ON `event_dates` (`edtf_earliest`,`edtf_latest`,`id`);--> statement-breakpoint
CREATE INDEX `event_dates_by_edtf_latest` ON `event_dates` (`edtf_latest`,`id`);--> statement-breakpoint
CREATE TABLE `event_origins` (
	`event_id` text NOT NULL,
	`party_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`event_id`, `party_id`),
	FOREIGN KEY (`event_id`) REFERENCES `events`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`party_id`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `event_origins_by_value` ON `event_origins` (`party_id`,`event_id`);--> statement-breakpoint
CREATE TABLE `event_participants` (
	`id` text PRIMARY KEY NOT NULL,
	`event_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`role` text NOT NULL,
	`who_collection` text NOT NULL,
	`who_id` text NOT NULL,
	FOREIGN KEY (`event_id`) REFERENCES `events`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`who_collection`,`who_id`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "event_participants_role" CHECK("event_participants"."role" in ('actor', 'target', 'interviewer', 'interviewee', 'recipient', 'supplier', 'user', 'participant'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `event_participants_by_owner` ON `event_participants` (`event_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `event_participants_by_role` ON `event_participants` (`role`,`id`);--> statement-breakpoint
CREATE INDEX `event_participants_by_who_id` ON `event_participants` (`who_id`,`who_collection`,`event_id`);--> statement-breakpoint
CREATE TABLE `event_reasons` (
	`id` text PRIMARY KEY NOT NULL,
	`event_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`reason` text NOT NULL,
	`by_collection` text NOT NULL,
	`by_id` text NOT NULL,
	FOREIGN KEY (`event_id`) REFERENCES `events`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by_collection`,`by_id`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `event_reasons_by_owner` ON `event_reasons` (`event_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `event_reasons_by_by_id` ON `event_reasons` (`by_id`,`id`);--> statement-breakpoint
CREATE TABLE `event_regions` (
	`event_id` text NOT NULL,
	`region_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`event_id`, `region_id`),
	FOREIGN KEY (`event_id`) REFERENCES `events`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`region_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `event_regions_by_value` ON `event_regions` (`region_id`,`event_id`);--> statement-breakpoint
CREATE TABLE `event_relations` (
	`id` text PRIMARY KEY NOT NULL,
	`from_event_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`relation` text NOT NULL,
	`event_id` text NOT NULL,
	`offset` text,
	`asserted_by_collection` text NOT NULL,
	`asserted_by_id` text NOT NULL,
	FOREIGN KEY (`from_event_id`) REFERENCES `events`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`event_id`) REFERENCES `events`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`asserted_by_collection`,`asserted_by_id`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "event_relations_relation" CHECK("event_relations"."relation" in ('before', 'after', 'part_of', 'in_response_to'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `event_relations_by_owner` ON `event_relations` (`from_event_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `event_relations_by_relation` ON `event_relations` (`relation`,`id`);--> statement-breakpoint
CREATE INDEX `event_relations_by_asserted_by_id` ON `event_relations` (`asserted_by_id`,`id`);--> statement-breakpoint
CREATE INDEX `event_relations_by_event_id` ON `event_relations` (`event_id`,`from_event_id`);--> statement-breakpoint
CREATE TABLE `event_sources` (
	`event_id` text NOT NULL,
	`source_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`event_id`, `source_id`),
	FOREIGN KEY (`event_id`) REFERENCES `events`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `event_sources_by_value` ON `event_sources` (`source_id`,`event_id`);--> statement-breakpoint
CREATE TABLE `event_targets` (
	`id` text PRIMARY KEY NOT NULL,
	`event_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`target` text NOT NULL,
	FOREIGN KEY (`event_id`) REFERENCES `events`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `event_targets_by_owner` ON `event_targets` (`event_id`,`ordinal`);--> statement-breakpoint
CREATE TABLE `event_topics` (
	`event_id` text NOT NULL,
	`topic_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`event_id`, `topic_id`),
	FOREIGN KEY (`event_id`) REFERENCES `events`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`topic_id`) REFERENCES `topics`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `event_topics_by_value` ON `event_topics` (`topic_id`,`event_id`);--> statement-breakpoint
CREATE TABLE `event_weapons` (
	`event_id` text NOT NULL,
	`weapon_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`event_id`, `weapon_id`),
	FOREIGN KEY (`event_id`) REFERENCES `events`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`weapon_id`) REFERENCES `weapons`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `event_weapons_by_value` ON `event_weapons` (`weapon_id`,`event_id`);--> statement-breakpoint
CREATE TABLE `events` (
	`id` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`summary` text NOT NULL,
	`type` text,
	`standing` text NOT NULL,
	`duration` text,
	`casualties` text,
	`date` text,
	`date_earliest` text,
	`date_latest` text,
	`date_basis` text,
	`report_count` integer NOT NULL,
	`source_count` integer NOT NULL,
	`origin_count` integer NOT NULL,
	`origins_not_stated` integer NOT NULL,
	`reading` text NOT NULL,
	`revised` text NOT NULL,
	CONSTRAINT "events_date_basis" CHECK("events"."date_basis" in ('stated', 'inferred')),
	CONSTRAINT "events_reading" CHECK("events"."reading" in ('one_reader', 'two_readers', 'adjudicated')),
	CONSTRAINT "events_type" CHECK("events"."type" in ('AGREE', 'CONSULT', 'SUPPORT', 'CONCEDE', 'COOPERATE', 'AID', 'RETREAT', 'REQUEST', 'ACCUSE', 'REJECT', 'THREATEN', 'PROTEST', 'SANCTION', 'MOBILIZE', 'COERCE', 'ASSAULT')),
	CONSTRAINT "events_standing" CHECK("events"."standing" in ('reported', 'claimed', 'foreseen', 'hypothetical')),
	CONSTRAINT "events_counts" CHECK(min("events"."report_count", "events"."source_count", "events"."origin_count", "events"."origins_not_stated") >= 0),
	CONSTRAINT "events_date" CHECK("events"."date_earliest" is null or "events"."date_latest" is null or "events"."date_earliest" <= "events"."date_latest")
);
--> statement-breakpoint
CREATE INDEX `events_by_reading` ON `events` (`reading`,`id`);--> statement-breakpoint
CREATE INDEX `events_by_revised` ON `events` (`revised`,`id`);--> statement-breakpoint
CREATE INDEX `events_by_title` ON `events` (`title`,`id`);--> statement-breakpoint
CREATE INDEX `events_by_report_count` ON `events` (`report_count`,`id`);--> statement-breakpoint
CREATE INDEX `events_by_source_count` ON `events` (`source_count`,`id`);--> statement-breakpoint
CREATE INDEX `events_by_origin_count` ON `events` (`origin_count`,`id`);--> statement-breakpoint
CREATE INDEX `events_by_origins_not_stated` ON `events` (`origins_not_stated`,`id`);--> statement-breakpoint
CREATE INDEX `events_by_day` ON `events` (case when "date_earliest" is null then "date_latest" else "date_earliest" end,`id`);--> statement-breakpoint
CREATE INDEX `events_by_date` ON `events` (`date`,`id`);--> statement-breakpoint
CREATE INDEX `events_by_date_earliest` ON `events` (`date_earliest`,`date_latest`,`id`);--> statement-breakpoint
CREATE INDEX `events_by_date_latest` ON `events` (`date_latest`,`date_earliest`,`id`);--> statement-breakpoint
CREATE INDEX `events_by_type` ON `events` (`type`,`id`);--> statement-breakpoint
CREATE INDEX `events_by_standing` ON `events` (`standing`,`id`);--> statement-breakpoint
CREATE TABLE `column_guide` (
	`table_name` text NOT NULL,
	`column_name` text NOT NULL,
	`definition` text NOT NULL,
	`refers_to` text,
	`allowed` text,
	`may_be_null` integer,
	PRIMARY KEY(`table_name`, `column_name`)
);
--> statement-breakpoint
CREATE TABLE `table_guide` (
	`name` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`one_row_is` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `parties` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`description` text,
	`part_of_id` text,
	`wikidata` text,
	`identifiers_from` text,
	`source_count` integer NOT NULL,
	`statement_count` integer NOT NULL,
	`reading` text NOT NULL,
	`revised` text NOT NULL,
	FOREIGN KEY (`part_of_id`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "parties_reading" CHECK("parties"."reading" in ('one_reader', 'two_readers', 'adjudicated')),
	CONSTRAINT "parties_kind" CHECK("parties"."kind" in ('state', 'government', 'alliance', 'bloc', 'intergovernmental_organization', 'political_team', 'group', 'collective', 'agency', 'outlet'))
);
--> statement-breakpoint
CREATE INDEX `parties_by_statement_count` ON `parties` (`statement_count`,`id`);--> statement-breakpoint
CREATE INDEX `parties_by_reading` ON `parties` (`reading`,`id`);--> statement-breakpoint
CREATE INDEX `parties_by_revised` ON `parties` (`revised`,`id`);--> statement-breakpoint
CREATE INDEX `parties_by_source_count` ON `parties` (`source_count`,`id`);--> statement-breakpoint
CREATE INDEX `parties_by_name` ON `parties` (`name`,`id`);--> statement-breakpoint
CREATE INDEX `parties_by_kind` ON `parties` (`kind`,`id`);--> statement-breakpoint
CREATE INDEX `parties_by_part_of_id` ON `parties` (`part_of_id`,`id`);--> statement-breakpoint
CREATE INDEX `parties_by_wikidata` ON `parties` (`wikidata`,`id`);--> statement-breakpoint
CREATE TABLE `party_sources` (
	`party_id` text NOT NULL,
	`source_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`party_id`, `source_id`),
	FOREIGN KEY (`party_id`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `party_sources_by_value` ON `party_sources` (`source_id`,`party_id`);--> statement-breakpoint
CREATE TABLE `people` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`unnamed` integer NOT NULL,
	`party_id` text,
	`wikidata` text,
	`identifiers_from` text,
	`source_count` integer NOT NULL,
	`statement_count` integer NOT NULL,
	`reading` text NOT NULL,
	`revised` text NOT NULL,
	FOREIGN KEY (`party_id`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "people_unnamed" CHECK("people"."unnamed" in (0, 1)),
	CONSTRAINT "people_reading" CHECK("people"."reading" in ('one_reader', 'two_readers', 'adjudicated'))
);
--> statement-breakpoint
CREATE INDEX `people_by_statement_count` ON `people` (`statement_count`,`id`);--> statement-breakpoint
CREATE INDEX `people_by_reading` ON `people` (`reading`,`id`);--> statement-breakpoint
CREATE INDEX `people_by_revised` ON `people` (`revised`,`id`);--> statement-breakpoint
CREATE INDEX `people_by_source_count` ON `people` (`source_count`,`id`);--> statement-breakpoint
CREATE INDEX `people_by_name` ON `people` (`name`,`id`);--> statement-breakpoint
CREATE INDEX `people_by_party_id` ON `people` (`party_id`,`id`);--> statement-breakpoint
CREATE INDEX `people_by_unnamed` ON `people` (`unnamed`,`id`);--> statement-breakpoint
CREATE INDEX `people_by_wikidata` ON `people` (`wikidata`,`id`);--> statement-breakpoint
CREATE TABLE `person_roles` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`title` text NOT NULL,
	`party_id` text,
	`time` text NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`party_id`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "person_roles_time" CHECK("person_roles"."time" in ('current', 'former', 'elect', 'outgoing', 'not_stated'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `person_roles_by_owner` ON `person_roles` (`person_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `person_roles_by_party_id` ON `person_roles` (`party_id`,`id`);--> statement-breakpoint
CREATE INDEX `person_roles_by_time` ON `person_roles` (`time`,`id`);--> statement-breakpoint
CREATE TABLE `person_sources` (
	`person_id` text NOT NULL,
	`source_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`person_id`, `source_id`),
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `person_sources_by_value` ON `person_sources` (`source_id`,`person_id`);--> statement-breakpoint
CREATE TABLE `position_addressees` (
	`position_id` text NOT NULL,
	`party_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`position_id`, `party_id`),
	FOREIGN KEY (`position_id`) REFERENCES `positions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`party_id`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `position_addressees_by_value` ON `position_addressees` (`party_id`,`position_id`);--> statement-breakpoint
CREATE TABLE `position_kinds` (
	`id` text PRIMARY KEY NOT NULL,
	`position_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`kind` text NOT NULL,
	`source_count` integer NOT NULL,
	`origin_count` integer NOT NULL,
	`origins_not_stated` integer NOT NULL,
	FOREIGN KEY (`position_id`) REFERENCES `positions`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "position_kinds_kind" CHECK("position_kinds"."kind" in ('precondition', 'required_term', 'red_line', 'requirement', 'expectation', 'call', 'proposal', 'wish'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `position_kinds_by_owner` ON `position_kinds` (`position_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `position_kinds_by_kind` ON `position_kinds` (`kind`,`id`);--> statement-breakpoint
CREATE INDEX `position_kinds_by_source_count` ON `position_kinds` (`source_count`,`id`);--> statement-breakpoint
CREATE INDEX `position_kinds_by_origin_count` ON `position_kinds` (`origin_count`,`id`);--> statement-breakpoint
CREATE INDEX `position_kinds_by_origins_not_stated` ON `position_kinds` (`origins_not_stated`,`id`);--> statement-breakpoint
CREATE TABLE `position_origins` (
	`position_id` text NOT NULL,
	`party_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`position_id`, `party_id`),
	FOREIGN KEY (`position_id`) REFERENCES `positions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`party_id`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `position_origins_by_value` ON `position_origins` (`party_id`,`position_id`);--> statement-breakpoint
CREATE TABLE `position_regions` (
	`position_id` text NOT NULL,
	`region_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`position_id`, `region_id`),
	FOREIGN KEY (`position_id`) REFERENCES `positions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`region_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `position_regions_by_value` ON `position_regions` (`region_id`,`position_id`);--> statement-breakpoint
CREATE TABLE `position_renderings` (
	`id` text PRIMARY KEY NOT NULL,
	`position_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`source_id` text NOT NULL,
	`kind` text NOT NULL,
	`condition` text,
	FOREIGN KEY (`position_id`) REFERENCES `positions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "position_renderings_kind" CHECK("position_renderings"."kind" in ('precondition', 'required_term', 'red_line', 'requirement', 'expectation', 'call', 'proposal', 'wish'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `position_renderings_by_owner` ON `position_renderings` (`position_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `position_renderings_by_source_id` ON `position_renderings` (`source_id`,`id`);--> statement-breakpoint
CREATE INDEX `position_renderings_by_kind` ON `position_renderings` (`kind`,`id`);--> statement-breakpoint
CREATE TABLE `position_reporters` (
	`position_id` text NOT NULL,
	`reporter_collection` text NOT NULL,
	`reporter_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`position_id`, `reporter_collection`, `reporter_id`),
	FOREIGN KEY (`position_id`) REFERENCES `positions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`reporter_collection`,`reporter_id`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `position_reporters_by_value` ON `position_reporters` (`reporter_collection`,`reporter_id`,`position_id`);--> statement-breakpoint
CREATE TABLE `position_sources` (
	`position_id` text NOT NULL,
	`source_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`position_id`, `source_id`),
	FOREIGN KEY (`position_id`) REFERENCES `positions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `position_sources_by_value` ON `position_sources` (`source_id`,`position_id`);--> statement-breakpoint
CREATE TABLE `position_statements` (
	`position_id` text NOT NULL,
	`statement_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`position_id`, `statement_id`),
	FOREIGN KEY (`position_id`) REFERENCES `positions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`statement_id`) REFERENCES `statements`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `position_statements_by_value` ON `position_statements` (`statement_id`,`position_id`);--> statement-breakpoint
CREATE TABLE `position_topics` (
	`position_id` text NOT NULL,
	`topic_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`position_id`, `topic_id`),
	FOREIGN KEY (`position_id`) REFERENCES `positions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`topic_id`) REFERENCES `topics`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `position_topics_by_value` ON `position_topics` (`topic_id`,`position_id`);--> statement-breakpoint
CREATE TABLE `position_voices` (
	`position_id` text NOT NULL,
	`who_collection` text NOT NULL,
	`who_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`position_id`, `who_collection`, `who_id`),
	FOREIGN KEY (`position_id`) REFERENCES `positions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`who_collection`,`who_id`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `position_voices_by_value` ON `position_voices` (`who_collection`,`who_id`,`position_id`);--> statement-breakpoint
CREATE TABLE `positions` (
	`id` text PRIMARY KEY NOT NULL,
	`demand_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`name` text NOT NULL,
	`key` text NOT NULL,
	`party_id` text NOT NULL,
	`occasion_id` text,
	`date` text,
	`date_earliest` text,
	`date_latest` text,
	`date_basis` text,
	`date_how` text,
	`valid_from` text,
	`valid_to` text,
	`act` text NOT NULL,
	`restates_collection` text,
	`restates_id` text,
	`kind` text NOT NULL,
	`condition` text,
	`scope` text,
	`speech_act` text,
	`deadline` text,
	`consequence` text,
	`consequence_condition` text,
	`in_return` text,
	`change` text,
	`change_basis` text,
	`report_count` integer NOT NULL,
	`source_count` integer NOT NULL,
	`origin_count` integer NOT NULL,
	`origins_not_stated` integer NOT NULL,
	FOREIGN KEY (`demand_id`) REFERENCES `demands`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`party_id`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`occasion_id`) REFERENCES `events`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`restates_collection`,`restates_id`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "positions_restates_id" CHECK(("positions"."restates_collection" is null) = ("positions"."restates_id" is null)),
	CONSTRAINT "positions_date_basis" CHECK("positions"."date_basis" in ('stated', 'inferred', 'occasion')),
	CONSTRAINT "positions_act" CHECK("positions"."act" in ('made', 'restated', 'quoted', 'told_of_another_side')),
	CONSTRAINT "positions_kind" CHECK("positions"."kind" in ('precondition', 'required_term', 'red_line', 'requirement', 'expectation', 'call', 'proposal', 'wish')),
	CONSTRAINT "positions_speech_act" CHECK("positions"."speech_act" in ('request', 'demand', 'offer', 'assurance', 'threat')),
	CONSTRAINT "positions_change" CHECK("positions"."change" in ('first_stated', 'restated', 'hardened', 'softened', 'widened', 'narrowed', 'made_conditional', 'dropped_from_the_list', 'withdrawn', 'met', 'met_in_part', 'superseded')),
	CONSTRAINT "positions_change_basis" CHECK("positions"."change_basis" in ('passage', 'curator')),
	CONSTRAINT "positions_counts" CHECK(min("positions"."report_count", "positions"."source_count", "positions"."origin_count", "positions"."origins_not_stated") >= 0),
	CONSTRAINT "positions_date" CHECK("positions"."date_earliest" is null or "positions"."date_latest" is null or "positions"."date_earliest" <= "positions"."date_latest")
);
--> statement-breakpoint
CREATE UNIQUE INDEX `positions_by_owner` ON `positions` (`demand_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `positions_by_report_count` ON `positions` (`report_count`,`id`);--> statement-breakpoint
CREATE INDEX `positions_by_source_count` ON `positions` (`source_count`,`id`);--> statement-breakpoint
CREATE INDEX `positions_by_origin_count` ON `positions` (`origin_count`,`id`);--> statement-breakpoint
CREATE INDEX `positions_by_origins_not_stated` ON `positions` (`origins_not_stated`,`id`);--> statement-breakpoint
CREATE INDEX `positions_by_day` ON `positions` (case when "date_earliest" is null then "date_latest" else "date_earliest" end,`id`);--> statement-breakpoint
CREATE INDEX `positions_by_date` ON `positions` (`date`,`id`);--> statement-breakpoint
CREATE INDEX `positions_by_date_earliest` ON `positions` (`date_earliest`,`date_latest`,`id`);--> statement-breakpoint
CREATE INDEX `positions_by_date_latest` ON `positions` (`date_latest`,`date_earliest`,`id`);--> statement-breakpoint
CREATE INDEX `positions_by_valid_from` ON `positions` (`valid_from`,`valid_to`,`demand_id`);--> statement-breakpoint
CREATE INDEX `positions_by_party_id` ON `positions` (`party_id`,`id`);--> statement-breakpoint
CREATE INDEX `positions_by_occasion_id` ON `positions` (`occasion_id`,`id`);--> statement-breakpoint
CREATE INDEX `positions_by_act` ON `positions` (`act`,`id`);--> statement-breakpoint
CREATE INDEX `positions_by_restates_id` ON `positions` (`restates_id`,`restates_collection`,`id`);--> statement-breakpoint
CREATE INDEX `positions_by_kind` ON `positions` (`kind`,`demand_id`);--> statement-breakpoint
CREATE INDEX `positions_by_speech_act` ON `positions` (`speech_act`,`id`);--> statement-breakpoint
CREATE INDEX `positions_by_change` ON `positions` (`change`,`id`);--> statement-breakpoint
CREATE INDEX `positions_by_change_basis` ON `positions` (`change_basis`,`id`);--> statement-breakpoint
CREATE TABLE `quotation_changes` (
	`id` text PRIMARY KEY NOT NULL,
	`quotation_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`change` text NOT NULL,
	`from` text,
	`to` text,
	FOREIGN KEY (`quotation_id`) REFERENCES `quotations`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "quotation_changes_change" CHECK("quotation_changes"."change" in ('kept', 'left_out', 'put_in', 'replaced'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `quotation_changes_by_owner` ON `quotation_changes` (`quotation_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `quotation_changes_by_change` ON `quotation_changes` (`change`,`id`);--> statement-breakpoint
CREATE TABLE `quotation_statements` (
	`quotation_id` text NOT NULL,
	`statement_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`quotation_id`, `statement_id`),
	FOREIGN KEY (`quotation_id`) REFERENCES `quotations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`statement_id`) REFERENCES `statements`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `quotation_statements_by_value` ON `quotation_statements` (`statement_id`,`quotation_id`);--> statement-breakpoint
CREATE TABLE `quotations` (
	`id` text PRIMARY KEY NOT NULL,
	`source_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`name` text NOT NULL,
	`extent` text NOT NULL,
	`part` text,
	`words` text NOT NULL,
	`range_start` integer,
	`range_end` integer,
	`transcript_id` text NOT NULL,
	`verdict` text NOT NULL,
	`differs` text,
	`note` text,
	`checked` text NOT NULL,
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`transcript_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "quotations_extent" CHECK("quotations"."extent" in ('fragment', 'whole')),
	CONSTRAINT "quotations_verdict" CHECK("quotations"."verdict" in ('exact', 'near', 'paraphrase', 'not_found', 'contradicted')),
	CONSTRAINT "quotations_checked" CHECK("quotations"."checked" in ('command', 'reader', 'second_reader'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `quotations_by_owner` ON `quotations` (`source_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `quotations_by_verdict` ON `quotations` (`verdict`,`id`);--> statement-breakpoint
CREATE INDEX `quotations_by_extent` ON `quotations` (`extent`,`id`);--> statement-breakpoint
CREATE INDEX `quotations_by_checked` ON `quotations` (`checked`,`id`);--> statement-breakpoint
CREATE INDEX `quotations_by_transcript_id` ON `quotations` (`transcript_id`,`id`);--> statement-breakpoint
CREATE TABLE `region_ancestors` (
	`region_id` text NOT NULL,
	`ancestor_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`region_id`, `ancestor_id`),
	FOREIGN KEY (`region_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`ancestor_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `region_ancestors_by_value` ON `region_ancestors` (`ancestor_id`,`region_id`);--> statement-breakpoint
CREATE TABLE `region_sources` (
	`region_id` text NOT NULL,
	`source_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`region_id`, `source_id`),
	FOREIGN KEY (`region_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `region_sources_by_value` ON `region_sources` (`source_id`,`region_id`);--> statement-breakpoint
CREATE TABLE `region_statuses` (
	`id` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`status` text NOT NULL,
	`by_id` text NOT NULL,
	`date` text,
	`date_earliest` text,
	`date_latest` text,
	`date_basis` text,
	`asserted_by_collection` text NOT NULL,
	`asserted_by_id` text NOT NULL,
	`voice` text NOT NULL,
	FOREIGN KEY (`region_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by_id`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`asserted_by_collection`,`asserted_by_id`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "region_statuses_status" CHECK("region_statuses"."status" in ('annexed_by', 'claimed_by', 'occupied_by', 'to_be_left_by', 'frontline_in')),
	CONSTRAINT "region_statuses_voice" CHECK("region_statuses"."voice" in ('attributed', 'own', 'ambiguous')),
	CONSTRAINT "region_statuses_date_basis" CHECK("region_statuses"."date_basis" in ('stated', 'inferred'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `region_statuses_by_owner` ON `region_statuses` (`region_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `region_statuses_by_status` ON `region_statuses` (`status`,`id`);--> statement-breakpoint
CREATE INDEX `region_statuses_by_by_id` ON `region_statuses` (`by_id`,`id`);--> statement-breakpoint
CREATE INDEX `region_statuses_by_asserted_by_id` ON `region_statuses` (`asserted_by_id`,`id`);--> statement-breakpoint
CREATE INDEX `region_statuses_by_voice` ON `region_statuses` (`voice`,`id`);--> statement-breakpoint
CREATE INDEX `region_statuses_by_date_earliest` ON `region_statuses` (`date_earliest`,`id`);--> statement-breakpoint
CREATE INDEX `region_statuses_by_date_latest` ON `region_statuses` (`date_latest`,`id`);--> statement-breakpoint
CREATE TABLE `regions` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`description` text,
	`parent_id` text,
	`parent_basis` text,
	`iso_3166` text,
	`coordinates_lat` real,
	`coordinates_lon` real,
	`coordinates_from` text,
	`wikidata` text,
	`identifiers_from` text,
	`source_count` integer NOT NULL,
	`reading` text NOT NULL,
	`revised` text NOT NULL,
	FOREIGN KEY (`parent_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "regions_reading" CHECK("regions"."reading" in ('one_reader', 'two_readers', 'adjudicated')),
	CONSTRAINT "regions_kind" CHECK("regions"."kind" in ('country', 'oblast', 'city', 'district', 'historical_region', 'group_of_regions', 'continent', 'body_of_territory', 'water'))
);
--> statement-breakpoint
CREATE INDEX `regions_by_reading` ON `regions` (`reading`,`id`);--> statement-breakpoint
CREATE INDEX `regions_by_revised` ON `regions` (`revised`,`id`);--> statement-breakpoint
CREATE INDEX `regions_by_source_count` ON `regions` (`source_count`,`id`);--> statement-breakpoint
CREATE INDEX `regions_by_name` ON `regions` (`name`,`id`);--> statement-breakpoint
CREATE INDEX `regions_by_kind` ON `regions` (`kind`,`id`);--> statement-breakpoint
CREATE INDEX `regions_by_parent_id` ON `regions` (`parent_id`,`id`);--> statement-breakpoint
CREATE INDEX `regions_by_iso_3166` ON `regions` (`iso_3166`,`id`);--> statement-breakpoint
CREATE INDEX `regions_by_wikidata` ON `regions` (`wikidata`,`id`);--> statement-breakpoint
CREATE TABLE `release_changes` (
	`id` text PRIMARY KEY NOT NULL,
	`release_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`collection` text NOT NULL,
	`record` text NOT NULL,
	`change` text NOT NULL,
	`field` text,
	FOREIGN KEY (`release_id`) REFERENCES `releases`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "release_changes_change" CHECK("release_changes"."change" in ('added', 'changed', 'removed'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `release_changes_by_owner` ON `release_changes` (`release_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `release_changes_by_collection` ON `release_changes` (`collection`,`id`);--> statement-breakpoint
CREATE INDEX `release_changes_by_record` ON `release_changes` (`record`,`id`);--> statement-breakpoint
CREATE INDEX `release_changes_by_change` ON `release_changes` (`change`,`id`);--> statement-breakpoint
CREATE INDEX `release_changes_by_field` ON `release_changes` (`field`,`id`);--> statement-breakpoint
CREATE TABLE `release_counts` (
	`id` text PRIMARY KEY NOT NULL,
	`release_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`collection` text NOT NULL,
	`count` integer NOT NULL,
	FOREIGN KEY (`release_id`) REFERENCES `releases`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `release_counts_by_owner` ON `release_counts` (`release_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `release_counts_by_collection` ON `release_counts` (`collection`,`id`);--> statement-breakpoint
CREATE INDEX `release_counts_by_count` ON `release_counts` (`count`,`id`);--> statement-breakpoint
CREATE TABLE `releases` (
	`id` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`date` text,
	`date_earliest` text,
	`date_latest` text,
	`hash` text NOT NULL,
	`added` integer NOT NULL,
	`changed` integer NOT NULL,
	`removed` integer NOT NULL,
	`before_id` text,
	`revised` text NOT NULL,
	FOREIGN KEY (`before_id`) REFERENCES `releases`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "releases_date" CHECK("releases"."date_earliest" is null or "releases"."date_latest" is null or "releases"."date_earliest" <= "releases"."date_latest")
);
--> statement-breakpoint
CREATE INDEX `releases_by_revised` ON `releases` (`revised`,`id`);--> statement-breakpoint
CREATE INDEX `releases_by_title` ON `releases` (`title`,`id`);--> statement-breakpoint
CREATE INDEX `releases_by_before_id` ON `releases` (`before_id`,`id`);--> statement-breakpoint
CREATE INDEX `releases_by_day` ON `releases` (case when "date_earliest" is null then "date_latest" else "date_earliest" end,`id`);--> statement-breakpoint
CREATE INDEX `releases_by_date` ON `releases` (`date`,`id`);--> statement-breakpoint
CREATE INDEX `releases_by_date_earliest` ON `releases` (`date_earliest`,`date_latest`,`id`);--> statement-breakpoint
CREATE INDEX `releases_by_date_latest` ON `releases` (`date_latest`,`date_earliest`,`id`);--> statement-breakpoint
CREATE TABLE `reliability` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`coding_id` text NOT NULL,
	`field` text NOT NULL,
	`passages` integer NOT NULL,
	`agreement` real,
	`alpha` real,
	`alpha_low` real,
	`alpha_high` real,
	`reached` integer NOT NULL,
	FOREIGN KEY (`coding_id`) REFERENCES `codings`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "reliability_field" CHECK("reliability"."field" in ('demand', 'by', 'of', 'kind', 'speech_act', 'conditional', 'change')),
	CONSTRAINT "reliability_reached" CHECK("reliability"."reached" in (0, 1))
);
--> statement-breakpoint
CREATE INDEX `reliability_by_coding_id` ON `reliability` (`coding_id`,`id`);--> statement-breakpoint
CREATE INDEX `reliability_by_field` ON `reliability` (`field`,`id`);--> statement-breakpoint
CREATE INDEX `reliability_by_reached` ON `reliability` (`reached`,`id`);--> statement-breakpoint
CREATE TABLE `report_via` (
	`id` text PRIMARY KEY NOT NULL,
	`report_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`who_collection` text,
	`who_id` text,
	`as` text,
	FOREIGN KEY (`report_id`) REFERENCES `reports`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`who_collection`,`who_id`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "report_via_who_id" CHECK(("report_via"."who_collection" is null) = ("report_via"."who_id" is null))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `report_via_by_owner` ON `report_via` (`report_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `report_via_by_who_id` ON `report_via` (`who_id`,`who_collection`,`report_id`);--> statement-breakpoint
CREATE TABLE `report_wordings` (
	`id` text PRIMARY KEY NOT NULL,
	`report_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`part` text NOT NULL,
	`speech` text NOT NULL,
	`exact` text NOT NULL,
	`citation_id` text NOT NULL,
	FOREIGN KEY (`report_id`) REFERENCES `reports`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`citation_id`) REFERENCES `citations`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "report_wordings_speech" CHECK("report_wordings"."speech" in ('direct', 'indirect'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `report_wordings_by_owner` ON `report_wordings` (`report_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `report_wordings_by_part` ON `report_wordings` (`part`,`id`);--> statement-breakpoint
CREATE INDEX `report_wordings_by_speech` ON `report_wordings` (`speech`,`id`);--> statement-breakpoint
CREATE TABLE `reports` (
	`id` text PRIMARY KEY NOT NULL,
	`statement_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`name` text NOT NULL,
	`source_id` text NOT NULL,
	`speaker_collection` text NOT NULL,
	`speaker_id` text NOT NULL,
	`verb` text,
	`speech` text NOT NULL,
	`origin_id` text,
	FOREIGN KEY (`statement_id`) REFERENCES `statements`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`origin_id`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`speaker_collection`,`speaker_id`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "reports_speech" CHECK("reports"."speech" in ('direct', 'indirect', 'mixed'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `reports_by_owner` ON `reports` (`statement_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `reports_by_source_id` ON `reports` (`source_id`,`id`);--> statement-breakpoint
CREATE INDEX `reports_by_origin_id` ON `reports` (`origin_id`,`id`);--> statement-breakpoint
CREATE INDEX `reports_by_speech` ON `reports` (`speech`,`id`);--> statement-breakpoint
CREATE INDEX `reports_by_speaker_id` ON `reports` (`speaker_id`,`speaker_collection`,`id`);--> statement-breakpoint
CREATE TABLE `retirements` (
	`id` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`collection` text NOT NULL,
	`record` text NOT NULL,
	`became_collection` text,
	`became_id` text,
	`date` text,
	`date_earliest` text,
	`date_latest` text,
	`revised` text NOT NULL,
	FOREIGN KEY (`became_collection`,`became_id`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "retirements_became_id" CHECK(("retirements"."became_collection" is null) = ("retirements"."became_id" is null)),
	CONSTRAINT "retirements_date" CHECK("retirements"."date_earliest" is null or "retirements"."date_latest" is null or "retirements"."date_earliest" <= "retirements"."date_latest")
);
--> statement-breakpoint
CREATE INDEX `retirements_by_revised` ON `retirements` (`revised`,`id`);--> statement-breakpoint
CREATE INDEX `retirements_by_title` ON `retirements` (`title`,`id`);--> statement-breakpoint
CREATE INDEX `retirements_by_collection` ON `retirements` (`collection`,`record`,`id`);--> statement-breakpoint
CREATE INDEX `retirements_by_record` ON `retirements` (`record`,`id`);--> statement-breakpoint
CREATE INDEX `retirements_by_became_collection` ON `retirements` (`became_collection`,`became_id`,`id`);--> statement-breakpoint
CREATE INDEX `retirements_by_day` ON `retirements` (case when "date_earliest" is null then "date_latest" else "date_earliest" end,`id`);--> statement-breakpoint
CREATE INDEX `retirements_by_date` ON `retirements` (`date`,`id`);--> statement-breakpoint
CREATE INDEX `retirements_by_date_earliest` ON `retirements` (`date_earliest`,`date_latest`,`id`);--> statement-breakpoint
CREATE INDEX `retirements_by_date_latest` ON `retirements` (`date_latest`,`date_earliest`,`id`);--> statement-breakpoint
CREATE TABLE `doubts` (
	`id` text PRIMARY KEY NOT NULL,
	`record_collection` text NOT NULL,
	`record_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`field` text NOT NULL,
	`why` text NOT NULL,
	FOREIGN KEY (`record_collection`,`record_id`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `doubts_by_record_id` ON `doubts` (`record_id`,`record_collection`,`ordinal`);--> statement-breakpoint
CREATE INDEX `doubts_by_field` ON `doubts` (`field`,`id`);--> statement-breakpoint
CREATE TABLE `not_stated` (
	`id` text PRIMARY KEY NOT NULL,
	`record_collection` text NOT NULL,
	`record_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`field` text NOT NULL,
	`reason` text NOT NULL,
	FOREIGN KEY (`record_collection`,`record_id`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "not_stated_reason" CHECK("not_stated"."reason" in ('not_in_sources', 'ambiguous', 'not_applicable', 'not_looked_up'))
);
--> statement-breakpoint
CREATE INDEX `not_stated_by_reason` ON `not_stated` (`reason`,`id`);--> statement-breakpoint
CREATE INDEX `not_stated_by_record_id` ON `not_stated` (`record_id`,`record_collection`,`ordinal`);--> statement-breakpoint
CREATE INDEX `not_stated_by_field` ON `not_stated` (`field`,`id`);--> statement-breakpoint
CREATE TABLE `spellings` (
	`id` text PRIMARY KEY NOT NULL,
	`record_collection` text NOT NULL,
	`record_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`source_id` text NOT NULL,
	`exact` text NOT NULL,
	`citation_id` text NOT NULL,
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`citation_id`) REFERENCES `citations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`record_collection`,`record_id`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `spellings_by_source_id` ON `spellings` (`source_id`,`id`);--> statement-breakpoint
CREATE INDEX `spellings_by_record_id` ON `spellings` (`record_id`);--> statement-breakpoint
CREATE TABLE `source_quotation_counts` (
	`id` text PRIMARY KEY NOT NULL,
	`source_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`extent` text NOT NULL,
	`verdict` text NOT NULL,
	`count` integer NOT NULL,
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "source_quotation_counts_extent" CHECK("source_quotation_counts"."extent" in ('fragment', 'whole')),
	CONSTRAINT "source_quotation_counts_verdict" CHECK("source_quotation_counts"."verdict" in ('exact', 'near', 'paraphrase', 'not_found', 'contradicted'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `source_quotation_counts_by_owner` ON `source_quotation_counts` (`source_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `source_quotation_counts_by_extent` ON `source_quotation_counts` (`extent`,`id`);--> statement-breakpoint
CREATE INDEX `source_quotation_counts_by_verdict` ON `source_quotation_counts` (`verdict`,`id`);--> statement-breakpoint
CREATE INDEX `source_quotation_counts_by_count` ON `source_quotation_counts` (`count`,`id`);--> statement-breakpoint
CREATE TABLE `sources` (
	`id` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`document_kind` text NOT NULL,
	`headline` text,
	`outlet_id` text,
	`agency_id` text,
	`byline` text,
	`place_line` text,
	`published` text,
	`published_earliest` text,
	`published_latest` text,
	`published_basis` text,
	`issued` text,
	`issued_earliest` text,
	`issued_latest` text,
	`language` text NOT NULL,
	`origin_id` text,
	`official_url` text,
	`copy_kind` text,
	`copy_from` text,
	`quality` text,
	`licence` text,
	`file` text NOT NULL,
	`sha256` text NOT NULL,
	`length` integer NOT NULL,
	`article_start` integer NOT NULL,
	`article_end` integer NOT NULL,
	`revised` text NOT NULL,
	FOREIGN KEY (`outlet_id`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`agency_id`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`origin_id`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "sources_published_basis" CHECK("sources"."published_basis" in ('stated', 'inferred')),
	CONSTRAINT "sources_document_kind" CHECK("sources"."document_kind" in ('primary_text', 'official_transcript', 'transcript', 'readout', 'report')),
	CONSTRAINT "sources_copy_kind" CHECK("sources"."copy_kind" in ('as_published', 'machine_converted', 'republished')),
	CONSTRAINT "sources_published" CHECK("sources"."published_earliest" is null or "sources"."published_latest" is null or "sources"."published_earliest" <= "sources"."published_latest")
);
--> statement-breakpoint
CREATE INDEX `sources_by_document_kind` ON `sources` (`document_kind`,`id`);--> statement-breakpoint
CREATE INDEX `sources_by_copy_kind` ON `sources` (`copy_kind`,`id`);--> statement-breakpoint
CREATE INDEX `sources_by_revised` ON `sources` (`revised`,`id`);--> statement-breakpoint
CREATE INDEX `sources_by_title` ON `sources` (`title`,`id`);--> statement-breakpoint
CREATE INDEX `sources_by_day` ON `sources` (case when "published_earliest" is null then "published_latest" else "published_earliest" end,`id`);--> statement-breakpoint
CREATE INDEX `sources_by_published` ON `sources` (`published`,`id`);--> statement-breakpoint
CREATE INDEX `sources_by_published_earliest` ON `sources` (`published_earliest`,`published_latest`,`id`);--> statement-breakpoint
CREATE INDEX `sources_by_published_latest` ON `sources` (`published_latest`,`published_earliest`,`id`);--> statement-breakpoint
CREATE INDEX `sources_by_issued_earliest` ON `sources` (`issued_earliest`,`issued_latest`,`id`);--> statement-breakpoint
CREATE INDEX `sources_by_issued_latest` ON `sources` (`issued_latest`,`id`);--> statement-breakpoint
CREATE INDEX `sources_by_outlet_id` ON `sources` (`outlet_id`,`id`);--> statement-breakpoint
CREATE INDEX `sources_by_agency_id` ON `sources` (`agency_id`,`id`);--> statement-breakpoint
CREATE INDEX `sources_by_origin_id` ON `sources` (`origin_id`,`id`);--> statement-breakpoint
CREATE INDEX `sources_by_language` ON `sources` (`language`,`id`);--> statement-breakpoint
CREATE TABLE `statement_about` (
	`statement_id` text NOT NULL,
	`about_collection` text NOT NULL,
	`about_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`statement_id`, `about_collection`, `about_id`),
	FOREIGN KEY (`statement_id`) REFERENCES `statements`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`about_collection`,`about_id`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `statement_about_by_value` ON `statement_about` (`about_collection`,`about_id`,`statement_id`);--> statement-breakpoint
CREATE TABLE `statement_addressees` (
	`statement_id` text NOT NULL,
	`addressee_collection` text NOT NULL,
	`addressee_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`statement_id`, `addressee_collection`, `addressee_id`),
	FOREIGN KEY (`statement_id`) REFERENCES `statements`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`addressee_collection`,`addressee_id`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `statement_addressees_by_value` ON `statement_addressees` (`addressee_collection`,`addressee_id`,`statement_id`);--> statement-breakpoint
CREATE TABLE `statement_origins` (
	`statement_id` text NOT NULL,
	`party_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`statement_id`, `party_id`),
	FOREIGN KEY (`statement_id`) REFERENCES `statements`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`party_id`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `statement_origins_by_value` ON `statement_origins` (`party_id`,`statement_id`);--> statement-breakpoint
CREATE TABLE `statement_relations` (
	`id` text PRIMARY KEY NOT NULL,
	`from_statement_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`relation` text NOT NULL,
	`statement_id` text NOT NULL,
	FOREIGN KEY (`from_statement_id`) REFERENCES `statements`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`statement_id`) REFERENCES `statements`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "statement_relations_relation" CHECK("statement_relations"."relation" in ('repeats', 'qualifies', 'contradicts'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `statement_relations_by_owner` ON `statement_relations` (`from_statement_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `statement_relations_by_relation` ON `statement_relations` (`relation`,`id`);--> statement-breakpoint
CREATE INDEX `statement_relations_by_statement_id` ON `statement_relations` (`statement_id`,`from_statement_id`);--> statement-breakpoint
CREATE TABLE `statement_responses` (
	`id` text PRIMARY KEY NOT NULL,
	`statement_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`to_collection` text NOT NULL,
	`to_id` text NOT NULL,
	`response` text NOT NULL,
	FOREIGN KEY (`statement_id`) REFERENCES `statements`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`to_collection`,`to_id`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "statement_responses_response" CHECK("statement_responses"."response" in ('rejects', 'accepts', 'accepts_in_part', 'defers', 'counter_proposes', 'overlaps', 'falls_short', 'says_met', 'says_broken'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `statement_responses_by_owner` ON `statement_responses` (`statement_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `statement_responses_by_response` ON `statement_responses` (`response`,`id`);--> statement-breakpoint
CREATE INDEX `statement_responses_by_to_id` ON `statement_responses` (`to_id`,`to_collection`,`statement_id`);--> statement-breakpoint
CREATE TABLE `statement_sources` (
	`statement_id` text NOT NULL,
	`source_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`statement_id`, `source_id`),
	FOREIGN KEY (`statement_id`) REFERENCES `statements`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `statement_sources_by_value` ON `statement_sources` (`source_id`,`statement_id`);--> statement-breakpoint
CREATE TABLE `statement_topics` (
	`statement_id` text NOT NULL,
	`topic_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`statement_id`, `topic_id`),
	FOREIGN KEY (`statement_id`) REFERENCES `statements`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`topic_id`) REFERENCES `topics`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `statement_topics_by_value` ON `statement_topics` (`topic_id`,`statement_id`);--> statement-breakpoint
CREATE TABLE `statements` (
	`id` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`paraphrase` text NOT NULL,
	`speaker_collection` text NOT NULL,
	`speaker_id` text NOT NULL,
	`voice` text NOT NULL,
	`kind` text NOT NULL,
	`holder_collection` text,
	`holder_id` text,
	`target` text,
	`condition` text,
	`occasion_id` text,
	`date` text,
	`date_earliest` text,
	`date_latest` text,
	`date_basis` text,
	`report_count` integer NOT NULL,
	`source_count` integer NOT NULL,
	`origin_count` integer NOT NULL,
	`origins_not_stated` integer NOT NULL,
	`reading` text NOT NULL,
	`revised` text NOT NULL,
	FOREIGN KEY (`occasion_id`) REFERENCES `events`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`speaker_collection`,`speaker_id`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`holder_collection`,`holder_id`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "statements_holder_id" CHECK(("statements"."holder_collection" is null) = ("statements"."holder_id" is null)),
	CONSTRAINT "statements_date_basis" CHECK("statements"."date_basis" in ('stated', 'inferred')),
	CONSTRAINT "statements_reading" CHECK("statements"."reading" in ('one_reader', 'two_readers', 'adjudicated')),
	CONSTRAINT "statements_voice" CHECK("statements"."voice" in ('attributed', 'own', 'ambiguous')),
	CONSTRAINT "statements_kind" CHECK("statements"."kind" in ('demand', 'proposal', 'offer', 'threat', 'warning', 'accusation', 'criticism', 'denial', 'rejection', 'assessment', 'prediction', 'claim', 'commitment', 'position', 'wish', 'praise')),
	CONSTRAINT "statements_counts" CHECK(min("statements"."report_count", "statements"."source_count", "statements"."origin_count", "statements"."origins_not_stated") >= 0),
	CONSTRAINT "statements_date" CHECK("statements"."date_earliest" is null or "statements"."date_latest" is null or "statements"."date_earliest" <= "statements"."date_latest")
);
--> statement-breakpoint
CREATE INDEX `statements_by_reading` ON `statements` (`reading`,`id`);--> statement-breakpoint
CREATE INDEX `statements_by_revised` ON `statements` (`revised`,`id`);--> statement-breakpoint
CREATE INDEX `statements_by_title` ON `statements` (`title`,`id`);--> statement-breakpoint
CREATE INDEX `statements_by_report_count` ON `statements` (`report_count`,`id`);--> statement-breakpoint
CREATE INDEX `statements_by_source_count` ON `statements` (`source_count`,`id`);--> statement-breakpoint
CREATE INDEX `statements_by_origin_count` ON `statements` (`origin_count`,`id`);--> statement-breakpoint
CREATE INDEX `statements_by_origins_not_stated` ON `statements` (`origins_not_stated`,`id`);--> statement-breakpoint
CREATE INDEX `statements_by_day` ON `statements` (case when "date_earliest" is null then "date_latest" else "date_earliest" end,`id`);--> statement-breakpoint
CREATE INDEX `statements_by_date` ON `statements` (`date`,`id`);--> statement-breakpoint
CREATE INDEX `statements_by_date_earliest` ON `statements` (`date_earliest`,`date_latest`,`id`);--> statement-breakpoint
CREATE INDEX `statements_by_date_latest` ON `statements` (`date_latest`,`date_earliest`,`id`);--> statement-breakpoint
CREATE INDEX `statements_by_speaker_id` ON `statements` (`speaker_id`,`speaker_collection`,`id`);--> statement-breakpoint
CREATE INDEX `statements_by_kind` ON `statements` (`kind`,`id`);--> statement-breakpoint
CREATE INDEX `statements_by_voice` ON `statements` (`voice`,`id`);--> statement-breakpoint
CREATE INDEX `statements_by_holder_id` ON `statements` (`holder_id`,`holder_collection`,`id`);--> statement-breakpoint
CREATE INDEX `statements_by_occasion_id` ON `statements` (`occasion_id`,`id`);--> statement-breakpoint
CREATE TABLE `topics` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`parent_id` text,
	`definition` text NOT NULL,
	`scope_note` text,
	`revised` text NOT NULL,
	FOREIGN KEY (`parent_id`) REFERENCES `topics`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `topics_by_revised` ON `topics` (`revised`,`id`);--> statement-breakpoint
CREATE INDEX `topics_by_name` ON `topics` (`name`,`id`);--> statement-breakpoint
CREATE INDEX `topics_by_parent_id` ON `topics` (`parent_id`,`id`);--> statement-breakpoint
CREATE TABLE `weapon_sources` (
	`weapon_id` text NOT NULL,
	`source_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`weapon_id`, `source_id`),
	FOREIGN KEY (`weapon_id`) REFERENCES `weapons`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `weapon_sources_by_value` ON `weapon_sources` (`source_id`,`weapon_id`);--> statement-breakpoint
CREATE TABLE `weapon_suppliers` (
	`weapon_id` text NOT NULL,
	`party_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`weapon_id`, `party_id`),
	FOREIGN KEY (`weapon_id`) REFERENCES `weapons`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`party_id`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `weapon_suppliers_by_value` ON `weapon_suppliers` (`party_id`,`weapon_id`);--> statement-breakpoint
CREATE TABLE `weapon_users` (
	`weapon_id` text NOT NULL,
	`party_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`weapon_id`, `party_id`),
	FOREIGN KEY (`weapon_id`) REFERENCES `weapons`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`party_id`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `weapon_users_by_value` ON `weapon_users` (`party_id`,`weapon_id`);--> statement-breakpoint
CREATE TABLE `weapons` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`part_of_id` text,
	`wikidata` text,
	`identifiers_from` text,
	`source_count` integer NOT NULL,
	`reading` text NOT NULL,
	`revised` text NOT NULL,
	FOREIGN KEY (`part_of_id`) REFERENCES `weapons`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "weapons_reading" CHECK("weapons"."reading" in ('one_reader', 'two_readers', 'adjudicated')),
	CONSTRAINT "weapons_kind" CHECK("weapons"."kind" in ('system', 'class'))
);
--> statement-breakpoint
CREATE INDEX `weapons_by_reading` ON `weapons` (`reading`,`id`);--> statement-breakpoint
CREATE INDEX `weapons_by_revised` ON `weapons` (`revised`,`id`);--> statement-breakpoint
CREATE INDEX `weapons_by_source_count` ON `weapons` (`source_count`,`id`);--> statement-breakpoint
CREATE INDEX `weapons_by_name` ON `weapons` (`name`,`id`);--> statement-breakpoint
CREATE INDEX `weapons_by_kind` ON `weapons` (`kind`,`id`);--> statement-breakpoint
CREATE INDEX `weapons_by_part_of_id` ON `weapons` (`part_of_id`,`id`);--> statement-breakpoint
CREATE TABLE `wording_changes` (
	`id` text PRIMARY KEY NOT NULL,
	`wording_comparison_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`change` text NOT NULL,
	`from` text,
	`to` text,
	FOREIGN KEY (`wording_comparison_id`) REFERENCES `wording_comparisons`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "wording_changes_change" CHECK("wording_changes"."change" in ('kept', 'left_out', 'put_in', 'replaced'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `wording_changes_by_owner` ON `wording_changes` (`wording_comparison_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `wording_changes_by_change` ON `wording_changes` (`change`,`id`);--> statement-breakpoint
CREATE TABLE `wording_comparisons` (
	`id` text PRIMARY KEY NOT NULL,
	`wording_part_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`from_id` text NOT NULL,
	`to_id` text NOT NULL,
	`both_direct` integer NOT NULL,
	`differ` integer NOT NULL,
	FOREIGN KEY (`wording_part_id`) REFERENCES `wording_parts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`from_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`to_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "wording_comparisons_both_direct" CHECK("wording_comparisons"."both_direct" in (0, 1)),
	CONSTRAINT "wording_comparisons_differ" CHECK("wording_comparisons"."differ" in (0, 1))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `wording_comparisons_by_owner` ON `wording_comparisons` (`wording_part_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `wording_comparisons_by_from_id` ON `wording_comparisons` (`from_id`,`id`);--> statement-breakpoint
CREATE INDEX `wording_comparisons_by_to_id` ON `wording_comparisons` (`to_id`,`id`);--> statement-breakpoint
CREATE INDEX `wording_comparisons_by_both_direct` ON `wording_comparisons` (`both_direct`,`id`);--> statement-breakpoint
CREATE INDEX `wording_comparisons_by_differ` ON `wording_comparisons` (`differ`,`id`);--> statement-breakpoint
CREATE TABLE `wording_fragments` (
	`id` text PRIMARY KEY NOT NULL,
	`wording_part_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`source_id` text NOT NULL,
	`report_id` text NOT NULL,
	`has_fragment` integer NOT NULL,
	`speech` text,
	`exact` text,
	FOREIGN KEY (`wording_part_id`) REFERENCES `wording_parts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`report_id`) REFERENCES `reports`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "wording_fragments_has_fragment" CHECK("wording_fragments"."has_fragment" in (0, 1)),
	CONSTRAINT "wording_fragments_speech" CHECK("wording_fragments"."speech" in ('direct', 'indirect'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `wording_fragments_by_owner` ON `wording_fragments` (`wording_part_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `wording_fragments_by_report_id` ON `wording_fragments` (`report_id`,`id`);--> statement-breakpoint
CREATE INDEX `wording_fragments_by_has_fragment` ON `wording_fragments` (`has_fragment`,`id`);--> statement-breakpoint
CREATE INDEX `wording_fragments_by_speech` ON `wording_fragments` (`speech`,`id`);--> statement-breakpoint
CREATE INDEX `wording_fragments_by_source_id` ON `wording_fragments` (`source_id`,`wording_part_id`);--> statement-breakpoint
CREATE TABLE `wording_parts` (
	`id` text PRIMARY KEY NOT NULL,
	`wording_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`part` text NOT NULL,
	FOREIGN KEY (`wording_id`) REFERENCES `wordings`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `wording_parts_by_owner` ON `wording_parts` (`wording_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `wording_parts_by_part` ON `wording_parts` (`part`,`id`);--> statement-breakpoint
CREATE TABLE `wordings` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`statement_id` text NOT NULL,
	`direct_quotations_differ` integer NOT NULL,
	FOREIGN KEY (`statement_id`) REFERENCES `statements`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "wordings_direct_quotations_differ" CHECK("wordings"."direct_quotations_differ" in (0, 1))
);
--> statement-breakpoint
CREATE INDEX `wordings_by_statement_id` ON `wordings` (`statement_id`,`id`);--> statement-breakpoint
CREATE INDEX `wordings_by_direct_quotations_differ` ON `wordings` (`direct_quotations_differ`,`id`);--> statement-breakpoint
CREATE TABLE `serve_below` (
	`collection` text NOT NULL,
	`above` text NOT NULL,
	`id` text NOT NULL,
	PRIMARY KEY(`collection`, `above`, `id`)
);
--> statement-breakpoint
CREATE INDEX `serve_below_by_id` ON `serve_below` (`collection`,`id`,`above`);--> statement-breakpoint
CREATE TABLE `serve_counts` (
	`number` integer PRIMARY KEY NOT NULL,
	`collection` text NOT NULL,
	`filter` text NOT NULL,
	`value` text NOT NULL,
	`count` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `serve_counts_by_value` ON `serve_counts` (`collection`,`filter`,`value`);--> statement-breakpoint
CREATE INDEX `serve_counts_by_count` ON `serve_counts` (`collection`,`filter`,`count`,`value`);--> statement-breakpoint
CREATE TABLE `serve_facts` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `serve_geometry` (
	`collection` text NOT NULL,
	`id` text NOT NULL,
	`geometry` text NOT NULL,
	`origin` text NOT NULL,
	PRIMARY KEY(`collection`, `id`)
);
--> statement-breakpoint
CREATE TABLE `serve_json` (
	`collection` text NOT NULL,
	`id` text NOT NULL,
	`json` text NOT NULL,
	PRIMARY KEY(`collection`, `id`)
);
--> statement-breakpoint
CREATE VIEW `citation_supports` AS 
  with said as (
    select citations.id as citation_id, reports.statement_id as statement_id from citations
      join reports on reports.id = citations.record_id where record_collection = 'reports'
    union all
    select id, record_id from citations where record_collection = 'statements')
  select id as citation_id, 0 as position, record_collection, record_id from citations
  union all
  select citations.id, 1, 'weapons', attributes.weapon_id from citations
    join attributes on attributes.id = citations.record_id where record_collection = 'attributes'
  union all
  select citations.id, 1, 'statements', reports.statement_id from citations
    join reports on reports.id = citations.record_id where record_collection = 'reports'
  union all
  select citations.id, 1, 'demands', positions.demand_id from citations
    join positions on positions.id = citations.record_id where record_collection = 'positions'
  union all
  select said.citation_id, 2, 'positions', position_statements.position_id from said
    join position_statements on position_statements.statement_id = said.statement_id
  union all
  select said.citation_id, 2, 'commitments', commitment_statements.commitment_id from said
    join commitment_statements on commitment_statements.statement_id = said.statement_id
  union all
  select said.citation_id, 3, 'demands', demand_statements.demand_id from said
    join demand_statements on demand_statements.statement_id = said.statement_id;--> statement-breakpoint
CREATE VIEW `assertions` AS 
  select 'weapons' as collection, weapons.id as record_id, weapons.name, attributes.id as assertion_id, attribute as asserted, value, unit, "of", null as date,
    asserted_by_collection, asserted_by_id, records.label as asserted_by, voice,
    (select count(distinct source_id) from citations
      where record_collection = 'attributes' and citations.record_id = attributes.id) as source_count
  from attributes join weapons on weapons.id = weapon_id
    join records on records.collection = asserted_by_collection and records.id = asserted_by_id
  union all
  select 'regions', regions.id, regions.name, region_statuses.id, status, parties.name, null, null, date,
    asserted_by_collection, asserted_by_id, records.label, voice,
    (select count(distinct source_id) from citations where record_collection = 'regions'
      and citations.record_id = region_statuses.region_id and field = 'status' and member = region_statuses.ordinal)
  from region_statuses join regions on regions.id = region_id join parties on parties.id = by_id
    join records on records.collection = asserted_by_collection and records.id = asserted_by_id;--> statement-breakpoint
CREATE VIEW `demand_overview` AS 
  select demands.id, demands.title, demands.party_id, parties.name as party,
    (select group_concat(name, ', ') from (
      select addressee.name from demand_addressees
        join parties as addressee on addressee.id = demand_addressees.party_id
        where demand_id = demands.id order by position)) as addressees,
    demands.kind, demands.condition,
    (select group_concat(voice, ', ') from (
      select label || ' (' || act || ')' as voice from demand_voices
        join records on records.collection = who_collection and records.id = who_id
        where demand_id = demands.id order by ordinal)) as voiced_by,
    (select count(*) from demand_responses where demand_id = demands.id) as responses,
    demands.report_count, demands.source_count, demands.origin_count, demands.origins_not_stated
  from demands join parties on parties.id = demands.party_id;--> statement-breakpoint
CREATE VIEW `statement_overview` AS 
  select statements.id, statements.title, statements.kind, records.label as speaker,
    case speaker_collection when 'parties' then speaker_id when 'people' then people.party_id end as party_id,
    events.title as occasion, statements.date_earliest, statements.date_latest,
    statements.report_count, statements.source_count, statements.origin_count
  from statements join records on records.collection = speaker_collection and records.id = speaker_id
    left join people on speaker_collection = 'people' and people.id = speaker_id
    left join events on events.id = occasion_id;--> statement-breakpoint
CREATE VIEW `trees_below` AS 
  with recursive below(collection, id, below_id) as (
    select 'topics', id, id from topics union all select 'regions', id, id from regions
    union select below.collection, below.id, topics.id from below join topics
      on below.collection = 'topics' and topics.parent_id = below.below_id
    union select below.collection, below.id, regions.id from below join regions
      on below.collection = 'regions' and regions.parent_id = below.below_id)
  select collection, id, below_id from below;--> statement-breakpoint
CREATE VIEW `wordings_side_by_side` AS 
  select statements.id as statement_id, statements.title, speakers.label as speaker, report_wordings.part, sources.id as source_id,
    sources.title as source, reports.verb, report_wordings.speech, report_wordings.exact, report_wordings.citation_id
  from report_wordings
    join reports on reports.id = report_wordings.report_id
    join statements on statements.id = reports.statement_id
    join sources on sources.id = reports.source_id
    join records as speakers on speakers.collection = statements.speaker_collection and speakers.id = statements.speaker_id
  order by statements.id, report_wordings.part, sources.id, report_wordings.ordinal;