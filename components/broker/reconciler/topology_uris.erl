%% The URIs of other brokers, which hold passwords: in files that are called after the argument, from Secrets of the user.
-module(topology_uris).
-export([resolve/1, hide/2]).

-define(DIRECTORY, "/run/uris").

%% The definitions with the URIs themselves in place of their files. All that is wrong is said at once.
resolve(Declared) ->
    Parameters = maps:get(<<"parameters">>, Declared, []),
    case [Sentence || #{<<"value">> := Value} <- Parameters, #{<<"file">> := File} <- maps:values(Value), Sentence <- problems(File)] of
        [] -> resolved(Declared, Parameters);
        Sentences -> throw({give_up, lists:join("\n", Sentences)})
    end.

resolved(Declared, []) -> Declared;
resolved(Declared, Parameters) ->
    Read = fun(_, #{<<"file">> := File}) -> uris(File); (_, Other) -> Other end,
    Declared#{<<"parameters">> := [Parameter#{<<"value">> := maps:map(Read, Value)} || Parameter = #{<<"value">> := Value} <- Parameters]}.

problems(File) ->
    Argument = string:replace(File, "/", ".", all),
    case lines(File) of
        [] -> [[Argument, ": there is no such Secret, or nothing under its key. Put the AMQP URI there."]];
        Lines ->
            [[Argument, ": the Secret holds something else than AMQP URIs, one a line. Write amqps://USER:PASSWORD@HOST/VIRTUAL-HOST, each part percent-encoded."]
                || not lists:all(fun is_uri/1, Lines)]
    end.

is_uri(Text) ->
    case uri_string:parse(Text) of
        #{scheme := Scheme, host := Host} -> lists:member(Scheme, [<<"amqp">>, <<"amqps">>]) andalso Host =/= <<>>;
        _ -> false
    end.

%% One as text, as RabbitMQ gives it back.
uris(File) ->
    case lines(File) of [One] -> One; Several -> Several end.

lines(File) ->
    case file:read_file(filename:join(?DIRECTORY, File)) of
        {ok, Text} -> [Line || Part <- string:lexemes(Text, "\r\n"), Line <- [string:trim(Part)], Line =/= <<>>];
        {error, _} -> []
    end.

%% What RabbitMQ says, without any of them.
hide(Definitions, Text) ->
    Said = [Uri || #{<<"value">> := Value} <- maps:get(<<"parameters">>, Definitions, []),
        Key := Given <- Value, lists:member(Key, [<<"src-uri">>, <<"dest-uri">>, <<"uri">>]), Uri <- lists:flatten([Given])],
    lists:foldl(fun(Uri, Rest) -> string:replace(Rest, Uri, "the URI", all) end, unicode:characters_to_binary(Text), Said).
