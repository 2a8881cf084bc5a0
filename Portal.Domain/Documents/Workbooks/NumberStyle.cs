namespace Portal.Domain.Documents.Workbooks;

/// <summary>How a style shows a number.</summary>
/// <param name="Pattern">For <see cref="ShownDigits.Show"/>; null for plain digits.</param>
internal readonly record struct NumberStyle(bool IsDate, bool HasExponent, string? Pattern);
