using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;

namespace Portal.Domain.Documents.Packaging;

/// <summary>The properties of an Office file, without the times that the SDK would add.</summary>
internal static class CoreProperties
{
    private static readonly XNamespace s_properties = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
    private static readonly XNamespace s_terms = "http://purl.org/dc/elements/1.1/";

    /// <param name="creator">Null leaves it out.</param>
    /// <param name="language">Null leaves it out.</param>
    public static void Write(CoreFilePropertiesPart part, string title, string? creator, string? language)
    {
        var properties = new XElement(
            s_properties + "coreProperties",
            new XAttribute(XNamespace.Xmlns + "cp", s_properties.NamespaceName),
            new XAttribute(XNamespace.Xmlns + "dc", s_terms.NamespaceName),
            creator is null ? null : new XElement(s_terms + "creator", creator),
            language is null ? null : new XElement(s_terms + "language", language),
            new XElement(s_terms + "title", title)
        );
        using var content = part.GetStream(FileMode.Create, FileAccess.Write);
        properties.Save(content, SaveOptions.DisableFormatting);
    }
}
