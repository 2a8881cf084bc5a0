namespace Portal.Records.Lists;

/// <summary>The words of the lists and pages of records.</summary>
public sealed class RecordsText;
