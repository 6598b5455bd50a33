CREATE TABLE `parties` (
	`n` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`label` text NOT NULL,
	`kind` text NOT NULL,
	`part_of` text,
	`wikidata` text,
	`json` text NOT NULL,
	FOREIGN KEY (`part_of`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `parties_id_unique` ON `parties` (`id`);--> statement-breakpoint
CREATE TABLE `sources` (
	`n` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`label` text NOT NULL,
	`published_from` text,
	`published_to` text,
	`published_order` text NOT NULL,
	`outlet` text,
	`agency` text,
	`origin` text,
	`language` text NOT NULL,
	`json` text NOT NULL,
	FOREIGN KEY (`outlet`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`agency`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`origin`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sources_id_unique` ON `sources` (`id`);--> statement-breakpoint
CREATE TABLE `people` (
	`n` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`label` text NOT NULL,
	`party` text,
	`unnamed` integer NOT NULL,
	`wikidata` text,
	`json` text NOT NULL,
	FOREIGN KEY (`party`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `people_id_unique` ON `people` (`id`);--> statement-breakpoint
CREATE TABLE `topics` (
	`n` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`label` text NOT NULL,
	`parent` text,
	`json` text NOT NULL,
	FOREIGN KEY (`parent`) REFERENCES `topics`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `topics_id_unique` ON `topics` (`id`);--> statement-breakpoint
CREATE TABLE `regions` (
	`n` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`label` text NOT NULL,
	`kind` text NOT NULL,
	`parent` text,
	`iso_3166` text,
	`wikidata` text,
	`json` text NOT NULL,
	FOREIGN KEY (`parent`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `regions_id_unique` ON `regions` (`id`);--> statement-breakpoint
CREATE TABLE `weapons` (
	`n` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`label` text NOT NULL,
	`kind` text NOT NULL,
	`part_of` text,
	`json` text NOT NULL,
	FOREIGN KEY (`part_of`) REFERENCES `weapons`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `weapons_id_unique` ON `weapons` (`id`);--> statement-breakpoint
CREATE TABLE `attributes` (
	`n` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`label` text NOT NULL,
	`weapon` text NOT NULL,
	`attribute` text NOT NULL,
	`party` text,
	`voice` text NOT NULL,
	`json` text NOT NULL,
	FOREIGN KEY (`weapon`) REFERENCES `weapons`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`party`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `attributes_id_unique` ON `attributes` (`id`);--> statement-breakpoint
CREATE TABLE `agreements` (
	`n` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`label` text NOT NULL,
	`date_from` text,
	`date_to` text,
	`date_order` text NOT NULL,
	`kind` text NOT NULL,
	`status` text NOT NULL,
	`json` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `agreements_id_unique` ON `agreements` (`id`);--> statement-breakpoint
CREATE TABLE `events` (
	`n` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`label` text NOT NULL,
	`date_from` text,
	`date_to` text,
	`date_order` text NOT NULL,
	`type` text,
	`standing` text NOT NULL,
	`report_count` integer NOT NULL,
	`source_count` integer NOT NULL,
	`origin_count` integer NOT NULL,
	`origins_not_stated` integer NOT NULL,
	`json` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `events_id_unique` ON `events` (`id`);--> statement-breakpoint
CREATE TABLE `statements` (
	`n` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`label` text NOT NULL,
	`date_from` text,
	`date_to` text,
	`date_order` text NOT NULL,
	`kind` text NOT NULL,
	`voice` text NOT NULL,
	`occasion` text,
	`report_count` integer NOT NULL,
	`source_count` integer NOT NULL,
	`origin_count` integer NOT NULL,
	`origins_not_stated` integer NOT NULL,
	`json` text NOT NULL,
	FOREIGN KEY (`occasion`) REFERENCES `events`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `statements_id_unique` ON `statements` (`id`);--> statement-breakpoint
CREATE TABLE `reports` (
	`n` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`label` text NOT NULL,
	`statement` text NOT NULL,
	`source` text NOT NULL,
	`origin` text,
	`speech` text NOT NULL,
	`json` text NOT NULL,
	FOREIGN KEY (`statement`) REFERENCES `statements`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`source`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`origin`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `reports_id_unique` ON `reports` (`id`);--> statement-breakpoint
CREATE TABLE `demands` (
	`n` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`label` text NOT NULL,
	`party` text NOT NULL,
	`kind` text NOT NULL,
	`report_count` integer NOT NULL,
	`source_count` integer NOT NULL,
	`origin_count` integer NOT NULL,
	`origins_not_stated` integer NOT NULL,
	`json` text NOT NULL,
	FOREIGN KEY (`party`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `demands_id_unique` ON `demands` (`id`);--> statement-breakpoint
CREATE TABLE `divergences` (
	`n` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`label` text NOT NULL,
	`kind` text NOT NULL,
	`json` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `divergences_id_unique` ON `divergences` (`id`);--> statement-breakpoint
CREATE TABLE `citations` (
	`n` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`label` text NOT NULL,
	`source` text NOT NULL,
	`field` text NOT NULL,
	`start` integer NOT NULL,
	`end` integer NOT NULL,
	`position` text NOT NULL,
	`json` text NOT NULL,
	FOREIGN KEY (`source`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `citations_id_unique` ON `citations` (`id`);--> statement-breakpoint
CREATE TABLE `wordings` (
	`n` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`label` text NOT NULL,
	`statement` text NOT NULL,
	`direct_quotations_differ` integer NOT NULL,
	`json` text NOT NULL,
	FOREIGN KEY (`statement`) REFERENCES `statements`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `wordings_id_unique` ON `wordings` (`id`);--> statement-breakpoint
CREATE TABLE `coverage` (
	`n` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`label` text NOT NULL,
	`statement` text NOT NULL,
	`json` text NOT NULL,
	FOREIGN KEY (`statement`) REFERENCES `statements`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `coverage_id_unique` ON `coverage` (`id`);--> statement-breakpoint
CREATE TABLE `dictionary` (
	`n` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`label` text NOT NULL,
	`collection` text NOT NULL,
	`type` text NOT NULL,
	`many` integer NOT NULL,
	`may_be_null` integer NOT NULL,
	`json` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `dictionary_id_unique` ON `dictionary` (`id`);--> statement-breakpoint
CREATE TABLE `party_sources` (
	`record` integer NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `parties`(`n`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `person_sources` (
	`record` integer NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `people`(`n`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `region_ancestors` (
	`record` integer NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `regions`(`n`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `region_sources` (
	`record` integer NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `regions`(`n`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `weapon_users` (
	`record` integer NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `weapons`(`n`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `weapon_suppliers` (
	`record` integer NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `weapons`(`n`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `weapon_sources` (
	`record` integer NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `weapons`(`n`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `attribute_sources` (
	`record` integer NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `attributes`(`n`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `attribute_asserted_by` (
	`record` integer NOT NULL,
	`collection` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`collection`, `value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `attributes`(`n`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `agreement_parties` (
	`record` integer NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `agreements`(`n`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `agreement_proposed_by` (
	`record` integer NOT NULL,
	`collection` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`collection`, `value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `agreements`(`n`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `agreement_topics` (
	`record` integer NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `agreements`(`n`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `topics`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `agreement_regions` (
	`record` integer NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `agreements`(`n`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `agreement_sources` (
	`record` integer NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `agreements`(`n`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `event_participants_who` (
	`record` integer NOT NULL,
	`collection` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`collection`, `value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `events`(`n`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `event_weapons` (
	`record` integer NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `events`(`n`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `weapons`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `event_regions` (
	`record` integer NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `events`(`n`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `event_topics` (
	`record` integer NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `events`(`n`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `topics`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `event_sources` (
	`record` integer NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `events`(`n`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `event_origins` (
	`record` integer NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `events`(`n`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `statement_speaker` (
	`record` integer NOT NULL,
	`collection` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`collection`, `value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `statements`(`n`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `statement_addressees` (
	`record` integer NOT NULL,
	`collection` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`collection`, `value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `statements`(`n`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `statement_about` (
	`record` integer NOT NULL,
	`collection` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`collection`, `value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `statements`(`n`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `statement_holder` (
	`record` integer NOT NULL,
	`collection` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`collection`, `value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `statements`(`n`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `statement_topics` (
	`record` integer NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `statements`(`n`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `topics`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `statement_responds_to_to` (
	`record` integer NOT NULL,
	`collection` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`collection`, `value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `statements`(`n`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `statement_demands` (
	`record` integer NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `statements`(`n`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `demands`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `statement_sources` (
	`record` integer NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `statements`(`n`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `statement_origins` (
	`record` integer NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `statements`(`n`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `report_via_who` (
	`record` integer NOT NULL,
	`collection` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`collection`, `value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `reports`(`n`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `report_speaker` (
	`record` integer NOT NULL,
	`collection` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`collection`, `value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `reports`(`n`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `demand_addressees` (
	`record` integer NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `demands`(`n`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `demand_topics` (
	`record` integer NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `demands`(`n`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `topics`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `demand_regions` (
	`record` integer NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `demands`(`n`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `demand_voiced_by_who` (
	`record` integer NOT NULL,
	`collection` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`collection`, `value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `demands`(`n`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `demand_reported_by` (
	`record` integer NOT NULL,
	`collection` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`collection`, `value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `demands`(`n`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `demand_statements` (
	`record` integer NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `demands`(`n`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `statements`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `demand_sources` (
	`record` integer NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `demands`(`n`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `demand_origins` (
	`record` integer NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `demands`(`n`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `parties`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `divergence_about` (
	`record` integer NOT NULL,
	`collection` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`collection`, `value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `divergences`(`n`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `divergence_sources` (
	`record` integer NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `divergences`(`n`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `citation_supports` (
	`record` integer NOT NULL,
	`collection` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`collection`, `value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `citations`(`n`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `wording_parts_fragments_source` (
	`record` integer NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `wordings`(`n`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `coverage_row_speaker` (
	`record` integer NOT NULL,
	`collection` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`collection`, `value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `coverage`(`n`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `coverage_row_topics` (
	`record` integer NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `coverage`(`n`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `topics`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `coverage_row_reported` (
	`record` integer NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `coverage`(`n`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `coverage_row_direct` (
	`record` integer NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `coverage`(`n`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `coverage_row_indirect` (
	`record` integer NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `coverage`(`n`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `coverage_row_mixed` (
	`record` integer NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `coverage`(`n`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `coverage_row_not_reported` (
	`record` integer NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`value`, `record`),
	FOREIGN KEY (`record`) REFERENCES `coverage`(`n`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`value`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `meta` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `fields` (
	`n` integer PRIMARY KEY NOT NULL,
	`collection` text NOT NULL,
	`name` text NOT NULL,
	`first_term` integer NOT NULL,
	`size` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `fields_name` ON `fields` (`collection`,`name`);--> statement-breakpoint
CREATE TABLE `terms` (
	`n` integer PRIMARY KEY NOT NULL,
	`field` integer NOT NULL,
	`value` text NOT NULL,
	`count` integer NOT NULL,
	`records` blob NOT NULL,
	FOREIGN KEY (`field`) REFERENCES `fields`(`n`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `terms_value` ON `terms` (`field`,`value`);--> statement-breakpoint
CREATE TABLE `arrays` (
	`field` integer NOT NULL,
	`piece` integer NOT NULL,
	`data` blob NOT NULL,
	PRIMARY KEY(`field`, `piece`),
	FOREIGN KEY (`field`) REFERENCES `fields`(`n`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `bounds` (
	`field` integer NOT NULL,
	`key` integer NOT NULL,
	`first` integer NOT NULL,
	PRIMARY KEY(`field`, `key`),
	FOREIGN KEY (`field`) REFERENCES `fields`(`n`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `facets` (
	`field` integer PRIMARY KEY NOT NULL,
	`values` text NOT NULL,
	FOREIGN KEY (`field`) REFERENCES `fields`(`n`) ON UPDATE no action ON DELETE no action
);
