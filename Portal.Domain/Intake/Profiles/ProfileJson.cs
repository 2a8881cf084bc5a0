using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Domain.Intake.Rows;

namespace Portal.Domain.Intake.Profiles;

/// <summary>Writes and reads mappings as JSON, for the database and for files that people exchange.</summary>
public static class ProfileJson
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true,
    };

    /// <summary>The longest JSON of a profile, in characters.</summary>
    public const int LongestText = 1 << 20;

    public static string Write(ProfileMapping mapping) => JsonSerializer.Serialize(mapping, s_options);

    public static string Write(ReferenceMapping mapping) => JsonSerializer.Serialize(mapping, s_options);

    /// <exception cref="ProfileException">The JSON or the mapping is invalid; the exception lists every error.</exception>
    public static ProfileMapping Read(string json)
    {
        var mapping = Parse<ProfileMapping>(json);
        ProfileCheck.ThrowIfInvalid(mapping);
        return mapping;
    }

    /// <inheritdoc cref="Read(string)"/>
    public static ReferenceMapping Read(string json, ReferenceKind kind)
    {
        var mapping = Parse<ReferenceMapping>(json);
        ReferenceProfileCheck.ThrowIfInvalid(mapping, kind);
        return mapping;
    }

    private static T Parse<T>(string json)
        where T : FileMapping, new()
    {
        if (json.Length > LongestText)
            throw new ProfileException([RowErrors.Message("profile.tooLong", LongestText)]);
        try
        {
            return JsonSerializer.Deserialize<T>(json, s_options) ?? new T();
        }
        catch (JsonException wrong)
        {
            throw new ProfileException([RowErrors.Message("profile.notJson", wrong.Path ?? "", (wrong.LineNumber ?? 0) + 1)]);
        }
    }
}
