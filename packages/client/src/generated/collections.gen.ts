// This file is generated: see scripts/client.ts

import type * as types from './types.gen.ts';

export type {
    ListDemandsSelect,
    ListDemandsInclude,
    ListDemandsFacet,
    GetDemandCitations,
    GetStatementWordingSelect,
    ListStatementsSelect,
    ListStatementsInclude,
    ListStatementsFacet,
    GetStatementCitations,
    ListPartiesSelect,
    ListPartiesInclude,
    ListPartiesFacet,
    GetPartyCitations,
    ListSourcesSelect,
    ListSourcesInclude,
    ListSourcesFacet,
    GetSourceCitations,
    ListPeopleSelect,
    ListPeopleInclude,
    ListPeopleFacet,
    GetPersonCitations,
    ListTopicsSelect,
    ListTopicsInclude,
    ListTopicsFacet,
    ListRegionsSelect,
    ListRegionsInclude,
    ListRegionsFacet,
    GetRegionCitations,
    ListWeaponsSelect,
    ListWeaponsInclude,
    ListWeaponsFacet,
    GetWeaponCitations,
    ListAttributesSelect,
    ListAttributesInclude,
    ListAttributesFacet,
    GetAttributeCitations,
    ListAgreementsSelect,
    ListAgreementsInclude,
    ListAgreementsFacet,
    GetAgreementCitations,
    ListEventsSelect,
    ListEventsInclude,
    ListEventsFacet,
    GetEventCitations,
    ListReportsSelect,
    ListReportsFacet,
    GetReportCitations,
    ListQuotationsSelect,
    ListQuotationsInclude,
    ListQuotationsFacet,
    GetQuotationCitations,
    ListPositionsSelect,
    ListPositionsFacet,
    GetPositionCitations,
    ListCommitmentsSelect,
    ListCommitmentsFacet,
    GetCommitmentCitations,
    ListDivergencesSelect,
    ListDivergencesFacet,
    GetDivergenceCitations,
    ListCorrectionsSelect,
    ListCorrectionsFacet,
    ListCodingsSelect,
    ListCodingsFacet,
    ListReleasesSelect,
    ListReleasesInclude,
    ListReleasesFacet,
    ListRetirementsSelect,
    ListRetirementsFacet,
    ListCitationsSelect,
    ListCitationsFacet,
    ListWordingsFacet,
    ListCoverageSelect,
    ListCoverageFacet,
    ListReliabilitySelect,
    ListReliabilityFacet,
    ListDictionarySelect,
    ListDictionaryFacet,
    ListAgreementTermsSelect,
    ListAgreementTermsFacet,
    ListCodingCodesSelect,
    ListCodingCodesFacet,
    ListCommitmentAnswersSelect,
    ListCommitmentAnswersFacet,
    ListCommitmentsKeptSelect,
    ListCommitmentsKeptFacet,
    ListDemandKindsSelect,
    ListDemandKindsFacet,
    ListDemandRelationsSelect,
    ListDemandRelationsFacet,
    ListDemandRenderingsSelect,
    ListDemandRenderingsFacet,
    ListDemandResponsesSelect,
    ListDemandResponsesFacet,
    ListDemandVoicesSelect,
    ListDemandVoicesFacet,
    ListDivergencePositionsSelect,
    ListDivergencePositionsFacet,
    ListDoubtsSelect,
    ListDoubtsFacet,
    ListEventDatesSelect,
    ListEventDatesFacet,
    ListEventParticipantsSelect,
    ListEventParticipantsFacet,
    ListEventReasonsSelect,
    ListEventReasonsFacet,
    ListEventRelationsSelect,
    ListEventRelationsFacet,
    ListEventTargetsSelect,
    ListEventTargetsFacet,
    ListNotStatedSelect,
    ListNotStatedFacet,
    ListPersonRolesSelect,
    ListPersonRolesFacet,
    ListPositionKindsSelect,
    ListPositionKindsFacet,
    ListPositionRenderingsSelect,
    ListPositionRenderingsFacet,
    ListQuotationChangesSelect,
    ListQuotationChangesFacet,
    ListRegionStatusesSelect,
    ListRegionStatusesFacet,
    ListReleaseChangesSelect,
    ListReleaseChangesFacet,
    ListReleaseCountsSelect,
    ListReleaseCountsFacet,
    ListReportViaSelect,
    ListReportViaFacet,
    ListReportWordingsSelect,
    ListReportWordingsFacet,
    ListSourceQuotationCountsSelect,
    ListSourceQuotationCountsFacet,
    ListSpellingsSelect,
    ListSpellingsFacet,
    ListStatementRelationsSelect,
    ListStatementRelationsFacet,
    ListStatementResponsesSelect,
    ListStatementResponsesFacet,
    ListWordingChangesSelect,
    ListWordingChangesFacet,
    ListWordingComparisonsSelect,
    ListWordingComparisonsFacet,
    ListWordingFragmentsSelect,
    ListWordingFragmentsFacet,
    ListWordingPartsSelect,
    ListWordingPartsFacet,
    SearchCollection,
    Account,
    AccountItem,
    Accounts,
    Agreement,
    AgreementAnswer,
    AgreementKind,
    AgreementOrPartyOrPersonReference,
    AgreementPage,
    AgreementReference,
    AgreementStatus,
    AgreementTermAnswer,
    AgreementTermPage,
    AgreementTermRecord,
    Attribute,
    AttributeAnswer,
    AttributePage,
    AttributeReference,
    Binding,
    ChangeBasis,
    ChangedRecord,
    CheckedCitation,
    Citation,
    CitationAnswer,
    CitationCheck,
    CitationCheckAnswer,
    CitationLink,
    CitationPage,
    CodedField,
    Coder,
    Coding,
    CodingAnswer,
    CodingCodeAnswer,
    CodingCodePage,
    CodingCodeRecord,
    CodingPage,
    CodingReference,
    Commitment,
    CommitmentAnswer,
    CommitmentAnswerAnswer,
    CommitmentAnswerPage,
    CommitmentAnswerRecord,
    CommitmentKeptAnswer,
    CommitmentKeptPage,
    CommitmentKeptRecord,
    CommitmentKind,
    CommitmentPage,
    CommitmentReference,
    CopyKind,
    Correction,
    CorrectionAnswer,
    CorrectionPage,
    CorrectionReference,
    CoverageRow,
    CoverageRowAnswer,
    CoverageRowPage,
    DataCitation,
    DataCitationAnswer,
    DateBasis,
    Demand,
    DemandAnswer,
    DemandChange,
    DemandChanges,
    DemandKind,
    DemandKindAnswer,
    DemandKindPage,
    DemandKindRecord,
    DemandOrPartyReference,
    DemandOutcome,
    DemandPage,
    DemandReference,
    DemandRelation,
    DemandRelationAnswer,
    DemandRelationPage,
    DemandRelationRecord,
    DemandRenderingAnswer,
    DemandRenderingPage,
    DemandRenderingRecord,
    DemandResponseAnswer,
    DemandResponsePage,
    DemandResponseRecord,
    DemandVoiceAnswer,
    DemandVoicePage,
    DemandVoiceRecord,
    DictionaryEntry,
    DictionaryEntryAnswer,
    DictionaryEntryPage,
    Divergence,
    DivergenceAnswer,
    DivergenceKind,
    DivergencePage,
    DivergencePositionAnswer,
    DivergencePositionPage,
    DivergencePositionRecord,
    DivergenceReference,
    DocumentKind,
    DoubtAnswer,
    DoubtPage,
    DoubtRecord,
    DownloadFile,
    Downloads,
    EarliestDay,
    EventAnswer,
    EventDateAnswer,
    EventDatePage,
    EventDateRecord,
    EventPage,
    EventParticipantAnswer,
    EventParticipantPage,
    EventParticipantRecord,
    EventReasonAnswer,
    EventReasonPage,
    EventReasonRecord,
    EventRecord,
    EventReference,
    EventRelation,
    EventRelationAnswer,
    EventRelationPage,
    EventRelationRecord,
    EventRole,
    EventStanding,
    EventTargetAnswer,
    EventTargetPage,
    EventTargetRecord,
    FacetValue,
    FacetValues,
    FieldNotStatedAnswer,
    FieldNotStatedPage,
    FieldNotStatedRecord,
    FieldType,
    FigureEntry,
    Figures,
    Hit,
    Kept,
    LatestDay,
    ListLinks,
    ListMeta,
    NotFound,
    NotStated,
    NotStatedReason,
    Party,
    PartyAnswer,
    PartyKind,
    PartyOrPersonOrSourceReference,
    PartyOrPersonReference,
    PartyPage,
    PartyReference,
    Passage,
    Person,
    PersonAnswer,
    PersonPage,
    PersonReference,
    PersonRoleAnswer,
    PersonRolePage,
    PersonRoleRecord,
    PloverType,
    Position,
    PositionAnswer,
    PositionChange,
    PositionDateBasis,
    PositionKindAnswer,
    PositionKindPage,
    PositionKindRecord,
    PositionPage,
    PositionReference,
    PositionRenderingAnswer,
    PositionRenderingPage,
    PositionRenderingRecord,
    Problem,
    Quotation,
    QuotationAnswer,
    QuotationChangeAnswer,
    QuotationChangePage,
    QuotationChangeRecord,
    QuotationExtent,
    QuotationPage,
    QuotationReading,
    QuotationReference,
    QuotationVerdict,
    Reading,
    RecordChange,
    RecordMeta,
    RecordOutcome,
    Reference,
    Region,
    RegionAnswer,
    RegionKind,
    RegionPage,
    RegionReference,
    RegionStatus,
    RegionStatusAnswer,
    RegionStatusPage,
    RegionStatusRecord,
    Release,
    ReleaseAnswer,
    ReleaseChangeAnswer,
    ReleaseChangePage,
    ReleaseChangeRecord,
    ReleaseChanges,
    ReleaseCountAnswer,
    ReleaseCountPage,
    ReleaseCountRecord,
    ReleasePage,
    ReleaseReference,
    ReliabilityRow,
    ReliabilityRowAnswer,
    ReliabilityRowPage,
    ReportAnswer,
    ReportLinkAnswer,
    ReportLinkPage,
    ReportLinkRecord,
    ReportPage,
    ReportRecord,
    ReportReference,
    ReportSpeech,
    ReportWordingAnswer,
    ReportWordingPage,
    ReportWordingRecord,
    ResponseKind,
    Retirement,
    RetirementAnswer,
    RetirementPage,
    RetirementReference,
    RoleTime,
    Root,
    SearchAnswer,
    Source,
    SourceAnswer,
    SourcePage,
    SourceQuotationCountAnswer,
    SourceQuotationCountPage,
    SourceQuotationCountRecord,
    SourceReference,
    Speech,
    SpeechAct,
    SpellingAnswer,
    SpellingPage,
    SpellingRecord,
    Statement,
    StatementAnswer,
    StatementKind,
    StatementPage,
    StatementReference,
    StatementRelation,
    StatementRelationAnswer,
    StatementRelationPage,
    StatementRelationRecord,
    StatementResponseAnswer,
    StatementResponsePage,
    StatementResponseRecord,
    TextDifference,
    Topic,
    TopicAnswer,
    TopicPage,
    TopicReference,
    Verification,
    Voice,
    VoicingAct,
    Weapon,
    WeaponAnswer,
    WeaponAttribute,
    WeaponKind,
    WeaponPage,
    WeaponReference,
    Wording,
    WordingAnswer,
    WordingChange,
    WordingChangeAnswer,
    WordingChangePage,
    WordingChangeRecord,
    WordingComparisonAnswer,
    WordingComparisonPage,
    WordingComparisonRecord,
    WordingFragmentAnswer,
    WordingFragmentPage,
    WordingFragmentRecord,
    WordingPage,
    WordingPartAnswer,
    WordingPartPage,
    WordingPartRecord,
} from './types.gen.ts';

/** What `/demands` may be asked with. */
export type ListDemandsQuery = NonNullable<types.ListDemandsData['query']>;

/** What `/statements` may be asked with. */
export type ListStatementsQuery = NonNullable<types.ListStatementsData['query']>;

/** What `/parties` may be asked with. */
export type ListPartiesQuery = NonNullable<types.ListPartiesData['query']>;

/** What `/sources` may be asked with. */
export type ListSourcesQuery = NonNullable<types.ListSourcesData['query']>;

/** What `/people` may be asked with. */
export type ListPeopleQuery = NonNullable<types.ListPeopleData['query']>;

/** What `/topics` may be asked with. */
export type ListTopicsQuery = NonNullable<types.ListTopicsData['query']>;

/** What `/regions` may be asked with. */
export type ListRegionsQuery = NonNullable<types.ListRegionsData['query']>;

/** What `/weapons` may be asked with. */
export type ListWeaponsQuery = NonNullable<types.ListWeaponsData['query']>;

/** What `/attributes` may be asked with. */
export type ListAttributesQuery = NonNullable<types.ListAttributesData['query']>;

/** What `/agreements` may be asked with. */
export type ListAgreementsQuery = NonNullable<types.ListAgreementsData['query']>;

/** What `/events` may be asked with. */
export type ListEventsQuery = NonNullable<types.ListEventsData['query']>;

/** What `/reports` may be asked with. */
export type ListReportsQuery = NonNullable<types.ListReportsData['query']>;

/** What `/quotations` may be asked with. */
export type ListQuotationsQuery = NonNullable<types.ListQuotationsData['query']>;

/** What `/positions` may be asked with. */
export type ListPositionsQuery = NonNullable<types.ListPositionsData['query']>;

/** What `/commitments` may be asked with. */
export type ListCommitmentsQuery = NonNullable<types.ListCommitmentsData['query']>;

/** What `/divergences` may be asked with. */
export type ListDivergencesQuery = NonNullable<types.ListDivergencesData['query']>;

/** What `/corrections` may be asked with. */
export type ListCorrectionsQuery = NonNullable<types.ListCorrectionsData['query']>;

/** What `/codings` may be asked with. */
export type ListCodingsQuery = NonNullable<types.ListCodingsData['query']>;

/** What `/releases` may be asked with. */
export type ListReleasesQuery = NonNullable<types.ListReleasesData['query']>;

/** What `/retirements` may be asked with. */
export type ListRetirementsQuery = NonNullable<types.ListRetirementsData['query']>;

/** What `/citations` may be asked with. */
export type ListCitationsQuery = NonNullable<types.ListCitationsData['query']>;

/** What `/wordings` may be asked with. */
export type ListWordingsQuery = NonNullable<types.ListWordingsData['query']>;

/** What `/coverage` may be asked with. */
export type ListCoverageQuery = NonNullable<types.ListCoverageData['query']>;

/** What `/reliability` may be asked with. */
export type ListReliabilityQuery = NonNullable<types.ListReliabilityData['query']>;

/** What `/dictionary` may be asked with. */
export type ListDictionaryQuery = NonNullable<types.ListDictionaryData['query']>;

/** What `/agreement_terms` may be asked with. */
export type ListAgreementTermsQuery = NonNullable<types.ListAgreementTermsData['query']>;

/** What `/coding_codes` may be asked with. */
export type ListCodingCodesQuery = NonNullable<types.ListCodingCodesData['query']>;

/** What `/commitment_answers` may be asked with. */
export type ListCommitmentAnswersQuery = NonNullable<types.ListCommitmentAnswersData['query']>;

/** What `/commitments_kept` may be asked with. */
export type ListCommitmentsKeptQuery = NonNullable<types.ListCommitmentsKeptData['query']>;

/** What `/demand_kinds` may be asked with. */
export type ListDemandKindsQuery = NonNullable<types.ListDemandKindsData['query']>;

/** What `/demand_relations` may be asked with. */
export type ListDemandRelationsQuery = NonNullable<types.ListDemandRelationsData['query']>;

/** What `/demand_renderings` may be asked with. */
export type ListDemandRenderingsQuery = NonNullable<types.ListDemandRenderingsData['query']>;

/** What `/demand_responses` may be asked with. */
export type ListDemandResponsesQuery = NonNullable<types.ListDemandResponsesData['query']>;

/** What `/demand_voices` may be asked with. */
export type ListDemandVoicesQuery = NonNullable<types.ListDemandVoicesData['query']>;

/** What `/divergence_positions` may be asked with. */
export type ListDivergencePositionsQuery = NonNullable<types.ListDivergencePositionsData['query']>;

/** What `/doubts` may be asked with. */
export type ListDoubtsQuery = NonNullable<types.ListDoubtsData['query']>;

/** What `/event_dates` may be asked with. */
export type ListEventDatesQuery = NonNullable<types.ListEventDatesData['query']>;

/** What `/event_participants` may be asked with. */
export type ListEventParticipantsQuery = NonNullable<types.ListEventParticipantsData['query']>;

/** What `/event_reasons` may be asked with. */
export type ListEventReasonsQuery = NonNullable<types.ListEventReasonsData['query']>;

/** What `/event_relations` may be asked with. */
export type ListEventRelationsQuery = NonNullable<types.ListEventRelationsData['query']>;

/** What `/event_targets` may be asked with. */
export type ListEventTargetsQuery = NonNullable<types.ListEventTargetsData['query']>;

/** What `/not_stated` may be asked with. */
export type ListNotStatedQuery = NonNullable<types.ListNotStatedData['query']>;

/** What `/person_roles` may be asked with. */
export type ListPersonRolesQuery = NonNullable<types.ListPersonRolesData['query']>;

/** What `/position_kinds` may be asked with. */
export type ListPositionKindsQuery = NonNullable<types.ListPositionKindsData['query']>;

/** What `/position_renderings` may be asked with. */
export type ListPositionRenderingsQuery = NonNullable<types.ListPositionRenderingsData['query']>;

/** What `/quotation_changes` may be asked with. */
export type ListQuotationChangesQuery = NonNullable<types.ListQuotationChangesData['query']>;

/** What `/region_statuses` may be asked with. */
export type ListRegionStatusesQuery = NonNullable<types.ListRegionStatusesData['query']>;

/** What `/release_changes` may be asked with. */
export type ListReleaseChangesQuery = NonNullable<types.ListReleaseChangesData['query']>;

/** What `/release_counts` may be asked with. */
export type ListReleaseCountsQuery = NonNullable<types.ListReleaseCountsData['query']>;

/** What `/report_via` may be asked with. */
export type ListReportViaQuery = NonNullable<types.ListReportViaData['query']>;

/** What `/report_wordings` may be asked with. */
export type ListReportWordingsQuery = NonNullable<types.ListReportWordingsData['query']>;

/** What `/source_quotation_counts` may be asked with. */
export type ListSourceQuotationCountsQuery = NonNullable<types.ListSourceQuotationCountsData['query']>;

/** What `/spellings` may be asked with. */
export type ListSpellingsQuery = NonNullable<types.ListSpellingsData['query']>;

/** What `/statement_relations` may be asked with. */
export type ListStatementRelationsQuery = NonNullable<types.ListStatementRelationsData['query']>;

/** What `/statement_responses` may be asked with. */
export type ListStatementResponsesQuery = NonNullable<types.ListStatementResponsesData['query']>;

/** What `/wording_changes` may be asked with. */
export type ListWordingChangesQuery = NonNullable<types.ListWordingChangesData['query']>;

/** What `/wording_comparisons` may be asked with. */
export type ListWordingComparisonsQuery = NonNullable<types.ListWordingComparisonsData['query']>;

/** What `/wording_fragments` may be asked with. */
export type ListWordingFragmentsQuery = NonNullable<types.ListWordingFragmentsData['query']>;

/** What `/wording_parts` may be asked with. */
export type ListWordingPartsQuery = NonNullable<types.ListWordingPartsData['query']>;

/** The collections by name, each with what a list is asked with and a page of it. */
export interface Collections {
    demands: { query: ListDemandsQuery; page: types.DemandPage };
    statements: { query: ListStatementsQuery; page: types.StatementPage };
    parties: { query: ListPartiesQuery; page: types.PartyPage };
    sources: { query: ListSourcesQuery; page: types.SourcePage };
    people: { query: ListPeopleQuery; page: types.PersonPage };
    topics: { query: ListTopicsQuery; page: types.TopicPage };
    regions: { query: ListRegionsQuery; page: types.RegionPage };
    weapons: { query: ListWeaponsQuery; page: types.WeaponPage };
    attributes: { query: ListAttributesQuery; page: types.AttributePage };
    agreements: { query: ListAgreementsQuery; page: types.AgreementPage };
    events: { query: ListEventsQuery; page: types.EventPage };
    reports: { query: ListReportsQuery; page: types.ReportPage };
    quotations: { query: ListQuotationsQuery; page: types.QuotationPage };
    positions: { query: ListPositionsQuery; page: types.PositionPage };
    commitments: { query: ListCommitmentsQuery; page: types.CommitmentPage };
    divergences: { query: ListDivergencesQuery; page: types.DivergencePage };
    corrections: { query: ListCorrectionsQuery; page: types.CorrectionPage };
    codings: { query: ListCodingsQuery; page: types.CodingPage };
    releases: { query: ListReleasesQuery; page: types.ReleasePage };
    retirements: { query: ListRetirementsQuery; page: types.RetirementPage };
    citations: { query: ListCitationsQuery; page: types.CitationPage };
    wordings: { query: ListWordingsQuery; page: types.WordingPage };
    coverage: { query: ListCoverageQuery; page: types.CoverageRowPage };
    reliability: { query: ListReliabilityQuery; page: types.ReliabilityRowPage };
    dictionary: { query: ListDictionaryQuery; page: types.DictionaryEntryPage };
    agreement_terms: { query: ListAgreementTermsQuery; page: types.AgreementTermPage };
    coding_codes: { query: ListCodingCodesQuery; page: types.CodingCodePage };
    commitment_answers: { query: ListCommitmentAnswersQuery; page: types.CommitmentAnswerPage };
    commitments_kept: { query: ListCommitmentsKeptQuery; page: types.CommitmentKeptPage };
    demand_kinds: { query: ListDemandKindsQuery; page: types.DemandKindPage };
    demand_relations: { query: ListDemandRelationsQuery; page: types.DemandRelationPage };
    demand_renderings: { query: ListDemandRenderingsQuery; page: types.DemandRenderingPage };
    demand_responses: { query: ListDemandResponsesQuery; page: types.DemandResponsePage };
    demand_voices: { query: ListDemandVoicesQuery; page: types.DemandVoicePage };
    divergence_positions: { query: ListDivergencePositionsQuery; page: types.DivergencePositionPage };
    doubts: { query: ListDoubtsQuery; page: types.DoubtPage };
    event_dates: { query: ListEventDatesQuery; page: types.EventDatePage };
    event_participants: { query: ListEventParticipantsQuery; page: types.EventParticipantPage };
    event_reasons: { query: ListEventReasonsQuery; page: types.EventReasonPage };
    event_relations: { query: ListEventRelationsQuery; page: types.EventRelationPage };
    event_targets: { query: ListEventTargetsQuery; page: types.EventTargetPage };
    not_stated: { query: ListNotStatedQuery; page: types.FieldNotStatedPage };
    person_roles: { query: ListPersonRolesQuery; page: types.PersonRolePage };
    position_kinds: { query: ListPositionKindsQuery; page: types.PositionKindPage };
    position_renderings: { query: ListPositionRenderingsQuery; page: types.PositionRenderingPage };
    quotation_changes: { query: ListQuotationChangesQuery; page: types.QuotationChangePage };
    region_statuses: { query: ListRegionStatusesQuery; page: types.RegionStatusPage };
    release_changes: { query: ListReleaseChangesQuery; page: types.ReleaseChangePage };
    release_counts: { query: ListReleaseCountsQuery; page: types.ReleaseCountPage };
    report_via: { query: ListReportViaQuery; page: types.ReportLinkPage };
    report_wordings: { query: ListReportWordingsQuery; page: types.ReportWordingPage };
    source_quotation_counts: { query: ListSourceQuotationCountsQuery; page: types.SourceQuotationCountPage };
    spellings: { query: ListSpellingsQuery; page: types.SpellingPage };
    statement_relations: { query: ListStatementRelationsQuery; page: types.StatementRelationPage };
    statement_responses: { query: ListStatementResponsesQuery; page: types.StatementResponsePage };
    wording_changes: { query: ListWordingChangesQuery; page: types.WordingChangePage };
    wording_comparisons: { query: ListWordingComparisonsQuery; page: types.WordingComparisonPage };
    wording_fragments: { query: ListWordingFragmentsQuery; page: types.WordingFragmentPage };
    wording_parts: { query: ListWordingPartsQuery; page: types.WordingPartPage };
}

/** The names of the collections. */
export const COLLECTIONS = [
    'demands',
    'statements',
    'parties',
    'sources',
    'people',
    'topics',
    'regions',
    'weapons',
    'attributes',
    'agreements',
    'events',
    'reports',
    'quotations',
    'positions',
    'commitments',
    'divergences',
    'corrections',
    'codings',
    'releases',
    'retirements',
    'citations',
    'wordings',
    'coverage',
    'reliability',
    'dictionary',
    'agreement_terms',
    'coding_codes',
    'commitment_answers',
    'commitments_kept',
    'demand_kinds',
    'demand_relations',
    'demand_renderings',
    'demand_responses',
    'demand_voices',
    'divergence_positions',
    'doubts',
    'event_dates',
    'event_participants',
    'event_reasons',
    'event_relations',
    'event_targets',
    'not_stated',
    'person_roles',
    'position_kinds',
    'position_renderings',
    'quotation_changes',
    'region_statuses',
    'release_changes',
    'release_counts',
    'report_via',
    'report_wordings',
    'source_quotation_counts',
    'spellings',
    'statement_relations',
    'statement_responses',
    'wording_changes',
    'wording_comparisons',
    'wording_fragments',
    'wording_parts',
] as const satisfies (keyof Collections)[];
