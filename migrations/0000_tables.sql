CREATE TABLE `agreement_parties` (
	`record` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `agreements`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `agreement_parties_record` ON `agreement_parties` (`record`,`value`);--> statement-breakpoint
CREATE TABLE `agreement_proposers` (
	`record` text NOT NULL,
	`collection` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `collection`, `record`),
	FOREIGN KEY (`record`) REFERENCES `agreements`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`collection`,`value`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `agreement_proposers_record` ON `agreement_proposers` (`record`,`collection`,`value`);--> statement-breakpoint
CREATE TABLE `agreement_regions` (
	`record` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `agreements`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `agreement_regions_record` ON `agreement_regions` (`record`,`value`);--> statement-breakpoint
CREATE TABLE `agreement_sources` (
	`record` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `agreements`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `agreement_sources_record` ON `agreement_sources` (`record`,`value`);--> statement-breakpoint
CREATE TABLE `agreement_topics` (
	`record` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `agreements`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `topics`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `agreement_topics_record` ON `agreement_topics` (`record`,`value`);--> statement-breakpoint
CREATE TABLE `agreements` (
	`id` text PRIMARY KEY NOT NULL,
	`label` text NOT NULL,
	`json` text NOT NULL,
	`date_from` text,
	`date_to` text,
	`date_order` text NOT NULL,
	`kind` text NOT NULL,
	`status` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `agreements_kind` ON `agreements` (`kind`,`id`);--> statement-breakpoint
CREATE INDEX `agreements_status` ON `agreements` (`status`,`id`);--> statement-breakpoint
CREATE TABLE `attribute_asserters` (
	`record` text NOT NULL,
	`collection` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `collection`, `record`),
	FOREIGN KEY (`record`) REFERENCES `attributes`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`collection`,`value`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `attribute_asserters_record` ON `attribute_asserters` (`record`,`collection`,`value`);--> statement-breakpoint
CREATE TABLE `attribute_sources` (
	`record` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `attributes`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `attribute_sources_record` ON `attribute_sources` (`record`,`value`);--> statement-breakpoint
CREATE TABLE `attributes` (
	`id` text PRIMARY KEY NOT NULL,
	`label` text NOT NULL,
	`json` text NOT NULL,
	`weapon` text NOT NULL,
	`attribute` text NOT NULL,
	`party` text,
	`voice` text NOT NULL,
	FOREIGN KEY (`weapon`) REFERENCES `weapons`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`party`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `attributes_weapon` ON `attributes` (`weapon`,`id`);--> statement-breakpoint
CREATE INDEX `attributes_attribute` ON `attributes` (`attribute`,`id`);--> statement-breakpoint
CREATE INDEX `attributes_party` ON `attributes` (`party`,`id`);--> statement-breakpoint
CREATE INDEX `attributes_voice` ON `attributes` (`voice`,`id`);--> statement-breakpoint
CREATE TABLE `citation_records` (
	`record` text NOT NULL,
	`collection` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `collection`, `record`),
	FOREIGN KEY (`record`) REFERENCES `citations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`collection`,`value`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `citation_records_record` ON `citation_records` (`record`,`collection`,`value`);--> statement-breakpoint
CREATE TABLE `citations` (
	`id` text PRIMARY KEY NOT NULL,
	`label` text NOT NULL,
	`json` text NOT NULL,
	`source` text NOT NULL,
	`field` text NOT NULL,
	`start` integer NOT NULL,
	`end` integer NOT NULL,
	`position` text NOT NULL,
	FOREIGN KEY (`source`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `citations_source` ON `citations` (`source`,`id`);--> statement-breakpoint
CREATE INDEX `citations_field` ON `citations` (`field`,`id`);--> statement-breakpoint
CREATE INDEX `citations_position` ON `citations` (`position`,`id`);--> statement-breakpoint
CREATE TABLE `coverage_direct` (
	`record` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `coverage`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `coverage_direct_record` ON `coverage_direct` (`record`,`value`);--> statement-breakpoint
CREATE TABLE `coverage_indirect` (
	`record` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `coverage`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `coverage_indirect_record` ON `coverage_indirect` (`record`,`value`);--> statement-breakpoint
CREATE TABLE `coverage_mixed` (
	`record` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `coverage`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `coverage_mixed_record` ON `coverage_mixed` (`record`,`value`);--> statement-breakpoint
CREATE TABLE `coverage_not_reported` (
	`record` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `coverage`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `coverage_not_reported_record` ON `coverage_not_reported` (`record`,`value`);--> statement-breakpoint
CREATE TABLE `coverage_reported` (
	`record` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `coverage`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `coverage_reported_record` ON `coverage_reported` (`record`,`value`);--> statement-breakpoint
CREATE TABLE `coverage_speakers` (
	`record` text NOT NULL,
	`collection` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `collection`, `record`),
	FOREIGN KEY (`record`) REFERENCES `coverage`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`collection`,`value`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `coverage_speakers_record` ON `coverage_speakers` (`record`,`collection`,`value`);--> statement-breakpoint
CREATE TABLE `coverage` (
	`id` text PRIMARY KEY NOT NULL,
	`label` text NOT NULL,
	`json` text NOT NULL,
	`statement` text NOT NULL,
	FOREIGN KEY (`statement`) REFERENCES `statements`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `coverage_statement` ON `coverage` (`statement`,`id`);--> statement-breakpoint
CREATE TABLE `coverage_topics` (
	`record` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `coverage`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `topics`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `coverage_topics_record` ON `coverage_topics` (`record`,`value`);--> statement-breakpoint
CREATE TABLE `demand_addressees` (
	`record` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `demands`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `demand_addressees_record` ON `demand_addressees` (`record`,`value`);--> statement-breakpoint
CREATE TABLE `demand_origins` (
	`record` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `demands`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `demand_origins_record` ON `demand_origins` (`record`,`value`);--> statement-breakpoint
CREATE TABLE `demand_regions` (
	`record` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `demands`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `demand_regions_record` ON `demand_regions` (`record`,`value`);--> statement-breakpoint
CREATE TABLE `demand_reported_by` (
	`record` text NOT NULL,
	`collection` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `collection`, `record`),
	FOREIGN KEY (`record`) REFERENCES `demands`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`collection`,`value`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `demand_reported_by_record` ON `demand_reported_by` (`record`,`collection`,`value`);--> statement-breakpoint
CREATE TABLE `demand_sources` (
	`record` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `demands`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `demand_sources_record` ON `demand_sources` (`record`,`value`);--> statement-breakpoint
CREATE TABLE `demand_statements` (
	`record` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `demands`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `statements`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `demand_statements_record` ON `demand_statements` (`record`,`value`);--> statement-breakpoint
CREATE TABLE `demand_topics` (
	`record` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `demands`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `topics`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `demand_topics_record` ON `demand_topics` (`record`,`value`);--> statement-breakpoint
CREATE TABLE `demand_voiced_by` (
	`record` text NOT NULL,
	`collection` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `collection`, `record`),
	FOREIGN KEY (`record`) REFERENCES `demands`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`collection`,`value`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `demand_voiced_by_record` ON `demand_voiced_by` (`record`,`collection`,`value`);--> statement-breakpoint
CREATE TABLE `demands` (
	`id` text PRIMARY KEY NOT NULL,
	`label` text NOT NULL,
	`json` text NOT NULL,
	`report_count` integer NOT NULL,
	`source_count` integer NOT NULL,
	`origin_count` integer NOT NULL,
	`origins_not_stated` integer NOT NULL,
	`party` text NOT NULL,
	`kind` text NOT NULL,
	FOREIGN KEY (`party`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `demands_party` ON `demands` (`party`,`id`);--> statement-breakpoint
CREATE INDEX `demands_kind` ON `demands` (`kind`,`id`);--> statement-breakpoint
CREATE INDEX `demands_source_count` ON `demands` (`source_count`,`id`);--> statement-breakpoint
CREATE INDEX `demands_origin_count` ON `demands` (`origin_count`,`id`);--> statement-breakpoint
CREATE TABLE `dictionary` (
	`id` text PRIMARY KEY NOT NULL,
	`label` text NOT NULL,
	`json` text NOT NULL,
	`collection` text NOT NULL,
	`type` text NOT NULL,
	`many` integer NOT NULL,
	`may_be_null` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `dictionary_collection` ON `dictionary` (`collection`,`id`);--> statement-breakpoint
CREATE INDEX `dictionary_type` ON `dictionary` (`type`,`id`);--> statement-breakpoint
CREATE TABLE `divergence_about` (
	`record` text NOT NULL,
	`collection` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `collection`, `record`),
	FOREIGN KEY (`record`) REFERENCES `divergences`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`collection`,`value`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `divergence_about_record` ON `divergence_about` (`record`,`collection`,`value`);--> statement-breakpoint
CREATE TABLE `divergence_sources` (
	`record` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `divergences`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `divergence_sources_record` ON `divergence_sources` (`record`,`value`);--> statement-breakpoint
CREATE TABLE `divergences` (
	`id` text PRIMARY KEY NOT NULL,
	`label` text NOT NULL,
	`json` text NOT NULL,
	`kind` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `divergences_kind` ON `divergences` (`kind`,`id`);--> statement-breakpoint
CREATE TABLE `event_origins` (
	`record` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `events`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `event_origins_record` ON `event_origins` (`record`,`value`);--> statement-breakpoint
CREATE TABLE `event_participants` (
	`record` text NOT NULL,
	`collection` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `collection`, `record`),
	FOREIGN KEY (`record`) REFERENCES `events`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`collection`,`value`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `event_participants_record` ON `event_participants` (`record`,`collection`,`value`);--> statement-breakpoint
CREATE TABLE `event_regions` (
	`record` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `events`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `event_regions_record` ON `event_regions` (`record`,`value`);--> statement-breakpoint
CREATE TABLE `event_sources` (
	`record` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `events`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `event_sources_record` ON `event_sources` (`record`,`value`);--> statement-breakpoint
CREATE TABLE `event_topics` (
	`record` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `events`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `topics`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `event_topics_record` ON `event_topics` (`record`,`value`);--> statement-breakpoint
CREATE TABLE `event_weapons` (
	`record` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `events`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `weapons`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `event_weapons_record` ON `event_weapons` (`record`,`value`);--> statement-breakpoint
CREATE TABLE `events` (
	`id` text PRIMARY KEY NOT NULL,
	`label` text NOT NULL,
	`json` text NOT NULL,
	`date_from` text,
	`date_to` text,
	`date_order` text NOT NULL,
	`report_count` integer NOT NULL,
	`source_count` integer NOT NULL,
	`origin_count` integer NOT NULL,
	`origins_not_stated` integer NOT NULL,
	`type` text,
	`standing` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `events_type` ON `events` (`type`,`id`);--> statement-breakpoint
CREATE INDEX `events_standing` ON `events` (`standing`,`id`);--> statement-breakpoint
CREATE INDEX `events_date` ON `events` (`date_order`,`id`);--> statement-breakpoint
CREATE TABLE `parties` (
	`id` text PRIMARY KEY NOT NULL,
	`label` text NOT NULL,
	`json` text NOT NULL,
	`kind` text NOT NULL,
	`part_of` text,
	`wikidata` text,
	FOREIGN KEY (`part_of`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `parties_kind` ON `parties` (`kind`,`id`);--> statement-breakpoint
CREATE INDEX `parties_part_of` ON `parties` (`part_of`,`id`);--> statement-breakpoint
CREATE TABLE `party_sources` (
	`record` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `party_sources_record` ON `party_sources` (`record`,`value`);--> statement-breakpoint
CREATE TABLE `people` (
	`id` text PRIMARY KEY NOT NULL,
	`label` text NOT NULL,
	`json` text NOT NULL,
	`party` text,
	`unnamed` integer NOT NULL,
	`wikidata` text,
	FOREIGN KEY (`party`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `people_party` ON `people` (`party`,`id`);--> statement-breakpoint
CREATE INDEX `people_unnamed` ON `people` (`unnamed`,`id`);--> statement-breakpoint
CREATE TABLE `person_sources` (
	`record` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `person_sources_record` ON `person_sources` (`record`,`value`);--> statement-breakpoint
CREATE TABLE `region_ancestors` (
	`record` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `region_ancestors_record` ON `region_ancestors` (`record`,`value`);--> statement-breakpoint
CREATE TABLE `region_sources` (
	`record` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `region_sources_record` ON `region_sources` (`record`,`value`);--> statement-breakpoint
CREATE TABLE `regions` (
	`id` text PRIMARY KEY NOT NULL,
	`label` text NOT NULL,
	`json` text NOT NULL,
	`kind` text NOT NULL,
	`parent` text,
	`iso_3166` text,
	`wikidata` text,
	FOREIGN KEY (`parent`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `regions_kind` ON `regions` (`kind`,`id`);--> statement-breakpoint
CREATE INDEX `regions_parent` ON `regions` (`parent`,`id`);--> statement-breakpoint
CREATE INDEX `regions_iso_3166` ON `regions` (`iso_3166`,`id`);--> statement-breakpoint
CREATE TABLE `report_via` (
	`record` text NOT NULL,
	`collection` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `collection`, `record`),
	FOREIGN KEY (`record`) REFERENCES `reports`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`collection`,`value`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `report_via_record` ON `report_via` (`record`,`collection`,`value`);--> statement-breakpoint
CREATE TABLE `report_speakers` (
	`record` text NOT NULL,
	`collection` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `collection`, `record`),
	FOREIGN KEY (`record`) REFERENCES `reports`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`collection`,`value`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `report_speakers_record` ON `report_speakers` (`record`,`collection`,`value`);--> statement-breakpoint
CREATE TABLE `reports` (
	`id` text PRIMARY KEY NOT NULL,
	`label` text NOT NULL,
	`json` text NOT NULL,
	`statement` text NOT NULL,
	`source` text NOT NULL,
	`origin` text,
	`speech` text NOT NULL,
	FOREIGN KEY (`statement`) REFERENCES `statements`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`source`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`origin`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `reports_statement` ON `reports` (`statement`,`id`);--> statement-breakpoint
CREATE INDEX `reports_source` ON `reports` (`source`,`id`);--> statement-breakpoint
CREATE INDEX `reports_origin` ON `reports` (`origin`,`id`);--> statement-breakpoint
CREATE INDEX `reports_speech` ON `reports` (`speech`,`id`);--> statement-breakpoint
CREATE TABLE `sources` (
	`id` text PRIMARY KEY NOT NULL,
	`label` text NOT NULL,
	`json` text NOT NULL,
	`date_from` text,
	`date_to` text,
	`date_order` text NOT NULL,
	`outlet` text,
	`agency` text,
	`origin` text,
	`language` text NOT NULL,
	`length` integer NOT NULL,
	FOREIGN KEY (`outlet`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`agency`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`origin`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `sources_outlet` ON `sources` (`outlet`,`id`);--> statement-breakpoint
CREATE INDEX `sources_agency` ON `sources` (`agency`,`id`);--> statement-breakpoint
CREATE INDEX `sources_origin` ON `sources` (`origin`,`id`);--> statement-breakpoint
CREATE TABLE `statement_about` (
	`record` text NOT NULL,
	`collection` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `collection`, `record`),
	FOREIGN KEY (`record`) REFERENCES `statements`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`collection`,`value`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `statement_about_record` ON `statement_about` (`record`,`collection`,`value`);--> statement-breakpoint
CREATE TABLE `statement_addressees` (
	`record` text NOT NULL,
	`collection` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `collection`, `record`),
	FOREIGN KEY (`record`) REFERENCES `statements`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`collection`,`value`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `statement_addressees_record` ON `statement_addressees` (`record`,`collection`,`value`);--> statement-breakpoint
CREATE TABLE `statement_demands` (
	`record` text NOT NULL,
	`collection` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `collection`, `record`),
	FOREIGN KEY (`record`) REFERENCES `statements`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`collection`,`value`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `statement_demands_record` ON `statement_demands` (`record`,`collection`,`value`);--> statement-breakpoint
CREATE TABLE `statement_holders` (
	`record` text NOT NULL,
	`collection` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `collection`, `record`),
	FOREIGN KEY (`record`) REFERENCES `statements`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`collection`,`value`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `statement_holders_record` ON `statement_holders` (`record`,`collection`,`value`);--> statement-breakpoint
CREATE TABLE `statement_origins` (
	`record` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `statements`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `statement_origins_record` ON `statement_origins` (`record`,`value`);--> statement-breakpoint
CREATE TABLE `statement_responds_to` (
	`record` text NOT NULL,
	`collection` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `collection`, `record`),
	FOREIGN KEY (`record`) REFERENCES `statements`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`collection`,`value`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `statement_responds_to_record` ON `statement_responds_to` (`record`,`collection`,`value`);--> statement-breakpoint
CREATE TABLE `statement_sources` (
	`record` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `statements`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `statement_sources_record` ON `statement_sources` (`record`,`value`);--> statement-breakpoint
CREATE TABLE `statement_speakers` (
	`record` text NOT NULL,
	`collection` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `collection`, `record`),
	FOREIGN KEY (`record`) REFERENCES `statements`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`collection`,`value`) REFERENCES `records`(`collection`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `statement_speakers_record` ON `statement_speakers` (`record`,`collection`,`value`);--> statement-breakpoint
CREATE TABLE `statement_topics` (
	`record` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `statements`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `topics`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `statement_topics_record` ON `statement_topics` (`record`,`value`);--> statement-breakpoint
CREATE TABLE `statements` (
	`id` text PRIMARY KEY NOT NULL,
	`label` text NOT NULL,
	`json` text NOT NULL,
	`date_from` text,
	`date_to` text,
	`date_order` text NOT NULL,
	`report_count` integer NOT NULL,
	`source_count` integer NOT NULL,
	`origin_count` integer NOT NULL,
	`origins_not_stated` integer NOT NULL,
	`kind` text NOT NULL,
	`voice` text NOT NULL,
	`occasion` text,
	FOREIGN KEY (`occasion`) REFERENCES `events`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `statements_kind` ON `statements` (`kind`,`id`);--> statement-breakpoint
CREATE INDEX `statements_voice` ON `statements` (`voice`,`id`);--> statement-breakpoint
CREATE INDEX `statements_occasion` ON `statements` (`occasion`,`id`);--> statement-breakpoint
CREATE INDEX `statements_date` ON `statements` (`date_order`,`id`);--> statement-breakpoint
CREATE INDEX `statements_source_count` ON `statements` (`source_count`,`id`);--> statement-breakpoint
CREATE INDEX `statements_origin_count` ON `statements` (`origin_count`,`id`);--> statement-breakpoint
CREATE TABLE `topics` (
	`id` text PRIMARY KEY NOT NULL,
	`label` text NOT NULL,
	`json` text NOT NULL,
	`parent` text,
	FOREIGN KEY (`parent`) REFERENCES `topics`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `topics_parent` ON `topics` (`parent`,`id`);--> statement-breakpoint
CREATE TABLE `weapon_sources` (
	`record` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `weapons`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `weapon_sources_record` ON `weapon_sources` (`record`,`value`);--> statement-breakpoint
CREATE TABLE `weapon_suppliers` (
	`record` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `weapons`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `weapon_suppliers_record` ON `weapon_suppliers` (`record`,`value`);--> statement-breakpoint
CREATE TABLE `weapon_users` (
	`record` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `weapons`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `weapon_users_record` ON `weapon_users` (`record`,`value`);--> statement-breakpoint
CREATE TABLE `weapons` (
	`id` text PRIMARY KEY NOT NULL,
	`label` text NOT NULL,
	`json` text NOT NULL,
	`kind` text NOT NULL,
	`part_of` text,
	FOREIGN KEY (`part_of`) REFERENCES `weapons`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `weapons_kind` ON `weapons` (`kind`,`id`);--> statement-breakpoint
CREATE INDEX `weapons_part_of` ON `weapons` (`part_of`,`id`);--> statement-breakpoint
CREATE TABLE `wording_sources` (
	`record` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `wordings`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `wording_sources_record` ON `wording_sources` (`record`,`value`);--> statement-breakpoint
CREATE TABLE `wordings` (
	`id` text PRIMARY KEY NOT NULL,
	`label` text NOT NULL,
	`json` text NOT NULL,
	`statement` text NOT NULL,
	`direct_quotations_differ` integer NOT NULL,
	FOREIGN KEY (`statement`) REFERENCES `statements`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `wordings_statement` ON `wordings` (`statement`,`id`);--> statement-breakpoint
CREATE INDEX `wordings_direct_quotations_differ` ON `wordings` (`direct_quotations_differ`,`id`);--> statement-breakpoint
CREATE TABLE `meta` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `records` (
	`collection` text NOT NULL,
	`id` text NOT NULL,
	`label` text NOT NULL,
	PRIMARY KEY(`collection`, `id`)
);
