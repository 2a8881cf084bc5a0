namespace Portal.Domain.Documents.Word;

internal enum TagKind
{
    /// <summary><c>{{unit}}</c>.</summary>
    Field,

    /// <summary><c>{{#streets}}</c>.</summary>
    Begin,

    /// <summary><c>{{/streets}}</c>.</summary>
    End,

    /// <summary><c>{{table:streets}}</c>, <c>{{body}}</c>.</summary>
    Block,
}
