using System.IO.Packaging;

namespace Portal.Domain.Documents.Workbooks;

/// <summary>A sheet of a workbook.</summary>
internal sealed record WorkbookSheet(string Name, bool IsHidden, PackagePart Part);
